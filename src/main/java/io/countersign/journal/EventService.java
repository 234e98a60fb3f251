package io.countersign.journal;

import io.countersign.journal.store.JournalQueries;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.WalletRights;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the journal for those who follow it. Their rights are looked at with every page. */
@ApplicationScoped
public class EventService {

    private final JournalQueries queries;
    private final WalletRights rights;

    EventService(JournalQueries queries, WalletRights rights) {
        this.queries = queries;
        this.rights = rights;
    }

    /** The wallets whose events the caller reads: one, or all of theirs; 404 where it is none of theirs. */
    public Uni<Set<WalletId>> readable(Caller caller, @Nullable WalletId walletId) {
        return walletId == null
                ? rights.walletsOf(caller)
                : rights.require(caller, walletId, Right.READ).replaceWith(Set.of(walletId));
    }

    /** What is asked for after a sequence, of {@code readable} wallets; refused where the log has never been that long. */
    public Uni<EventPage> page(Scope scope, Set<WalletId> readable, long after, int limit) {
        return queries.page(scope, readable, after, limit)
                .invoke(page -> requireNotAhead(page.epoch(), page.size(), after));
    }

    /** The sequence of the newest event. */
    public Uni<Long> newest() {
        return queries.head().map(JournalQueries.Head::size);
    }

    /** All events after a sequence, of every wallet, for readers within the server. */
    public Uni<List<NumberedEvent>> after(long sequence, int limit) {
        return queries.after(sequence, limit);
    }

    private static void requireNotAhead(int epoch, long size, long after) {
        if (after > size) {
            throw JournalRefusal.SEQUENCE_AHEAD.refuse(
                    "The journal has %d entries; none comes after %d.".formatted(size, after),
                    Map.of("size", size, "epoch", epoch));
        }
    }
}
