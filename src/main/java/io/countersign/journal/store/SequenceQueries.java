package io.countersign.journal.store;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.TreeGrowth;
import io.countersign.crypto.merkle.TreeNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Numbers committed entries: one short transaction a batch. */
@ApplicationScoped
public class SequenceQueries {

    private static final int BATCH = 1_000;

    /** A holder that hangs is cut off, so that another copy can go on. */
    private static final String PATIENCE = "SET LOCAL idle_in_transaction_session_timeout = '3s'";

    private static final String HAS_WORK = "SELECT 1 FROM journal_queue LIMIT 1";

    private static final String LOCK_HEAD = "SELECT size FROM journal_head FOR UPDATE";

    /** A statement of its own after the lock, so that it sees what the last holder committed. */
    private static final String NUMBER =
            """
            WITH taken AS (
                DELETE FROM journal_queue
                 WHERE entry_id IN (SELECT entry_id FROM journal_queue ORDER BY entry_id LIMIT $2)
                RETURNING entry_id
            )
            INSERT INTO journal_sequence (sequence, entry_id, entry_hash, wallet_id)
            SELECT $1 + row_number() OVER (ORDER BY entry.id), entry.id, entry.entry_hash, entry.wallet_id
              FROM taken
              JOIN journal entry ON entry.id = taken.entry_id
            RETURNING sequence, entry_hash, wallet_id
            """;

    private static final String MOVE_HEAD = "UPDATE journal_head SET size = size + $1";

    private final Pool pool;

    SequenceQueries(Pool pool) {
        this.pool = pool;
    }

    /** Numbers what has committed and has no number yet. */
    public Uni<Numbered> numberBatch() {
        return pool.query(HAS_WORK)
                .execute()
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(new Numbered(Set.of(), 0))
                        : pool.withTransaction(this::numberInTransaction));
    }

    private Uni<Numbered> numberInTransaction(SqlConnection connection) {
        return connection
                .query(PATIENCE)
                .execute()
                .chain(() -> connection.query(LOCK_HEAD).execute())
                .map(rows -> rows.iterator().next().getLong("size"))
                .chain(size -> connection
                        .preparedQuery(NUMBER)
                        .execute(Tuple.of(size, (long) BATCH))
                        .call(rows -> grow(connection, size, rows)))
                .call(rows -> connection.preparedQuery(MOVE_HEAD).execute(Tuple.of((long) rows.rowCount())))
                .map(SequenceQueries::numbered);
    }

    /** The tree grows in the same transaction, by what the new leaves complete. */
    private static Uni<Void> grow(SqlConnection connection, long size, RowSet<Row> rows) {
        if (rows.rowCount() == 0) {
            return Uni.createFrom().voidItem();
        }
        List<TreeNode> edge = TreeGrowth.edgeOf(size);
        return TreeQueries.hashes(connection, edge).chain(hashes -> {
            TreeGrowth growth =
                    new TreeGrowth(size, edge.stream().map(hashes::get).toList());
            leaves(rows).forEach(growth::add);
            return TreeQueries.add(connection, growth.completed());
        });
    }

    private static List<Bytes32> leaves(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .sorted(Comparator.comparing((Row row) -> row.getLong("sequence")))
                .map(row -> Bytes32.wrap(row.getBuffer("entry_hash").getBytes()))
                .toList();
    }

    private static Numbered numbered(RowSet<Row> rows) {
        Set<String> topics = new HashSet<>();
        for (Row row : rows) {
            UUID walletId = row.getUUID("wallet_id");
            topics.add(walletId == null ? io.countersign.platform.db.Notifications.ALL : walletId.toString());
        }
        return new Numbered(topics, rows.rowCount());
    }

    /** What a batch did: whom it wakes and how many entries it numbered. */
    public record Numbered(Set<String> topics, int count) {
        public boolean isFull() {
            return count == BATCH;
        }
    }
}
