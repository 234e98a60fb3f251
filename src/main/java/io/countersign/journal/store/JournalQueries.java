package io.countersign.journal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.journal.EventPage;
import io.countersign.journal.NumberedEvent;
import io.countersign.journal.Scope;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads numbered entries. */
@ApplicationScoped
public class JournalQueries {

    /**
     * One row of the head, with the entries beside it: one statement, so that both are of one moment. Uses
     * journal_sequence_by_wallet for each wallet, and journal_by_account.
     */
    private static final String PAGE =
            """
            SELECT head.epoch, head.size, found.*
              FROM journal_head head
              LEFT JOIN LATERAL (
                   SELECT seen.*
                     FROM (
                          SELECT inside.*
                            FROM unnest($1::uuid[]) AS followed(wallet)
                           CROSS JOIN LATERAL (
                                 SELECT numbered.sequence, numbered.entry_hash, entry.id, entry.type, entry.wallet_id, entry.account_id, entry.leaf
                                   FROM journal_sequence numbered
                                   JOIN journal entry ON entry.id = numbered.entry_id
                                  WHERE numbered.wallet_id = followed.wallet
                                    AND numbered.sequence > $3
                                    AND (cardinality($4::text[]) = 0 OR entry.type = ANY($4))
                                  ORDER BY numbered.sequence
                                  LIMIT $5) inside
                           UNION ALL
                          SELECT numbered.sequence, numbered.entry_hash, entry.id, entry.type, entry.wallet_id, entry.account_id, entry.leaf
                            FROM journal entry
                            JOIN journal_sequence numbered ON numbered.entry_id = entry.id
                           WHERE entry.account_id = $2
                             AND numbered.sequence > $3
                             AND (cardinality($4::text[]) = 0 OR entry.type = ANY($4))) seen
                    ORDER BY seen.sequence
                    LIMIT $5) found ON TRUE
             ORDER BY found.sequence
            """;

    /** Uses the primary key of journal_sequence. */
    private static final String AFTER =
            """
            SELECT numbered.sequence, numbered.entry_hash, entry.id, entry.type, entry.wallet_id, entry.account_id, entry.leaf
              FROM journal_sequence numbered
              JOIN journal entry ON entry.id = numbered.entry_id
             WHERE numbered.sequence > $1
             ORDER BY numbered.sequence
             LIMIT $2
            """;

    private static final String HEAD = "SELECT epoch, size FROM journal_head";

    private final Pool pool;

    JournalQueries(Pool pool) {
        this.pool = pool;
    }

    /** What a scope asks for after a sequence, upwards; {@code wallets} are those that the account may read now. */
    public Uni<EventPage> page(Scope scope, Set<WalletId> wallets, long after, int limit) {
        Tuple arguments = Tuple.tuple()
                .addArrayOfUUID(wallets.stream().map(WalletId::value).toArray(UUID[]::new))
                .addUUID(scope.walletId() == null ? scope.accountId().value() : null)
                .addLong(after)
                .addArrayOfString(scope.types().toArray(String[]::new))
                .addLong((long) limit);
        return pool.preparedQuery(PAGE).execute(arguments).map(rows -> page(rows, after, limit));
    }

    /** All entries after a sequence, of every wallet, upwards. */
    public Uni<List<NumberedEvent>> after(long sequence, int limit) {
        return pool.preparedQuery(AFTER)
                .execute(Tuple.of(sequence, (long) limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(JournalQueries::event)
                        .toList());
    }

    /** How far the journal is numbered. */
    public Uni<Head> head() {
        return pool.query(HEAD)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Head(row.getInteger("epoch"), row.getLong("size")));
    }

    private static EventPage page(RowSet<Row> rows, long after, int limit) {
        List<NumberedEvent> items = StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getLong("sequence") != null)
                .map(JournalQueries::event)
                .toList();
        Row head = rows.iterator().next();
        long size = head.getLong("size");
        long lookedAt = items.size() == limit ? items.get(items.size() - 1).sequence() : Math.max(size, after);
        return new EventPage(head.getInteger("epoch"), size, items, lookedAt);
    }

    private static NumberedEvent event(Row row) {
        UUID wallet = row.getUUID("wallet_id");
        UUID account = row.getUUID("account_id");
        return new NumberedEvent(
                row.getLong("sequence"),
                row.getUUID("id"),
                Bytes32.wrap(row.getBuffer("entry_hash").getBytes()),
                row.getString("type"),
                wallet == null ? null : new WalletId(wallet),
                account == null ? null : new AccountId(account),
                Bytes.wrap(row.getBuffer("leaf").getBytes()));
    }

    /** The numbered journal's length, and which epoch its numbers belong to. */
    public record Head(int epoch, long size) {}
}
