package io.countersign.journal.log.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.journal.log.LogEntry;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.EventType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads entries in the log's order. */
@ApplicationScoped
public class EntryQueries {

    /** What concerns the log as a whole is for everyone to read. Uses the primary keys. */
    private static final String PAGE =
            """
            SELECT numbered.sequence - 1 AS index, numbered.entry_hash, entry.leaf
              FROM journal_sequence numbered
              LEFT JOIN journal entry
                ON entry.id = numbered.entry_id
               AND (entry.wallet_id = ANY($1)
                    OR entry.type = $3
                    OR entry.account_id = $2)
             WHERE numbered.sequence > $4
             ORDER BY numbered.sequence
             LIMIT $5
            """;

    private final Pool pool;

    EntryQueries(Pool pool) {
        this.pool = pool;
    }

    /** With the leaves of {@code wallets}, and those of events without a wallet that {@code account} is told of. */
    public Uni<List<LogEntry>> page(Set<UUID> wallets, Optional<AccountId> account, long from, int limit) {
        Tuple arguments = Tuple.of(
                wallets.toArray(new UUID[0]),
                account.map(AccountId::value).orElse(null),
                EventType.LOG_RESTORED.word(),
                from,
                (long) limit);
        return pool.preparedQuery(PAGE).execute(arguments).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(EntryQueries::entry)
                .toList());
    }

    private static LogEntry entry(Row row) {
        Buffer leaf = row.getBuffer("leaf");
        return new LogEntry(
                row.getLong("index"),
                Bytes32.wrap(row.getBuffer("entry_hash").getBytes()),
                leaf == null ? null : Bytes.wrap(leaf.getBytes()));
    }
}
