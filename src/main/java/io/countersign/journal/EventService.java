package io.countersign.journal;

import io.countersign.journal.store.JournalQueries;
import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the journal for those who follow it. */
@ApplicationScoped
public class EventService {

    private final JournalQueries queries;

    EventService(JournalQueries queries) {
        this.queries = queries;
    }

    /** The events of {@code wallets} after a sequence; refused where the log has never been that long. */
    public Uni<EventPage> page(Set<WalletId> wallets, long after, Set<String> types, int limit) {
        return queries.page(wallets.stream().map(WalletId::value).collect(Collectors.toSet()), after, types, limit)
                .map(page -> notAhead(page, after));
    }

    private static EventPage notAhead(EventPage page, long after) {
        if (after > page.size()) {
            throw JournalRefusal.SEQUENCE_AHEAD.refuse(
                    "The journal has %d entries; none comes after %d.".formatted(page.size(), after),
                    Map.of("size", page.size(), "epoch", page.epoch()));
        }
        return page;
    }
}
