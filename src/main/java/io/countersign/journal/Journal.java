package io.countersign.journal;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.journal.store.JournalEntity;
import io.countersign.journal.store.JournalQueueEntity;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Entry;
import io.countersign.kernel.Event;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Sessions;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Appends what happened, in the transaction that changes the state. An entry gets its number after that transaction has
 * committed ({@link Sequencer}), so a transaction that hangs holds up nobody else's events.
 */
@ApplicationScoped
public class Journal {

    static final int SALT_BYTES = 16;

    private final Sessions sessions;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;

    Journal(Sessions sessions, Ids ids, Randomness randomness, Clock clock) {
        this.sessions = sessions;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Appends {@code events} in their order; {@code actor} is the account that caused them, or null where the server did. */
    public Uni<List<Entry>> append(@Nullable AccountId actor, List<Event> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Entry> entries = new ArrayList<>();
        List<Object> rows = new ArrayList<>();
        for (Event event : events) {
            JournalEntity row = row(actor, event, now);
            JournalQueueEntity queued = new JournalQueueEntity();
            queued.entryId = row.id;
            rows.add(row);
            rows.add(queued);
            entries.add(new Entry(event.type(), io.countersign.crypto.bytes.Bytes32.of(row.entryHash), now));
        }
        return sessions.current().chain(session -> persist(session, rows)).replaceWith(List.copyOf(entries));
    }

    private static Uni<Void> persist(Mutiny.Session session, List<Object> rows) {
        return session.persistAll(rows.toArray());
    }

    private JournalEntity row(@Nullable AccountId actor, Event event, Instant now) {
        JournalEntity row = new JournalEntity();
        row.id = ids.next();
        Leaf leaf = Leaf.of(row.id, event, actor, now, Bytes.wrap(randomness.bytes(SALT_BYTES)));
        row.leaf = leaf.bytes().toArray();
        row.entryHash = leaf.hash().toArray();
        row.type = event.type().word();
        WalletId walletId = event.walletId();
        AccountId accountId = event.accountId() == null ? actor : event.accountId();
        if (walletId != null) {
            row.walletId = walletId.value();
        } else if (accountId != null) {
            row.accountId = accountId.value();
        }
        return row;
    }
}
