package io.countersign.journal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.journal.EventPage;
import io.countersign.journal.NumberedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads numbered entries. */
@ApplicationScoped
public class JournalQueries {

    /**
     * One row of the head, with the entries beside it: one statement, so that both are of one moment. Uses
     * journal_sequence_by_wallet.
     */
    private static final String PAGE =
            """
            SELECT head.epoch, head.size, found.sequence, found.entry_hash, found.leaf
              FROM journal_head head
              LEFT JOIN LATERAL (
                   SELECT numbered.sequence, numbered.entry_hash, entry.leaf
                     FROM journal_sequence numbered
                     JOIN journal entry ON entry.id = numbered.entry_id
                    WHERE numbered.wallet_id = ANY($1)
                      AND numbered.sequence > $2
                      AND (cardinality($3::text[]) = 0 OR entry.type = ANY($3))
                    ORDER BY numbered.sequence
                    LIMIT $4) found ON TRUE
             ORDER BY found.sequence
            """;

    private final Pool pool;

    JournalQueries(Pool pool) {
        this.pool = pool;
    }

    /** The entries of {@code wallets} after a sequence, upwards; {@code types} empty means all. */
    public Uni<EventPage> page(Set<UUID> wallets, long after, Set<String> types, int limit) {
        Tuple arguments = Tuple.of(wallets.toArray(new UUID[0]), after, types.toArray(new String[0]), (long) limit);
        return pool.preparedQuery(PAGE).execute(arguments).map(rows -> page(rows, after, limit));
    }

    private static EventPage page(RowSet<Row> rows, long after, int limit) {
        List<NumberedEvent> items = new ArrayList<>();
        int epoch = 0;
        long size = 0;
        for (Row row : rows) {
            epoch = row.getInteger("epoch");
            size = row.getLong("size");
            if (row.getLong("sequence") != null) {
                items.add(new NumberedEvent(
                        row.getLong("sequence"),
                        Bytes32.wrap(row.getBuffer("entry_hash").getBytes()),
                        Bytes.wrap(row.getBuffer("leaf").getBytes())));
            }
        }
        long lookedAt = items.size() == limit ? items.get(items.size() - 1).sequence() : Math.max(size, after);
        return new EventPage(epoch, size, items, lookedAt);
    }
}
