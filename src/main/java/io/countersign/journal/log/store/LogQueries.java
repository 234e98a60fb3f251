package io.countersign.journal.log.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.journal.log.SignedCheckpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads the log's tables, and lets one at a time write them. */
@ApplicationScoped
public class LogQueries {

    /** A holder that hangs is cut off, so that another copy can go on. */
    private static final String PATIENCE = "SET LOCAL idle_in_transaction_session_timeout = '3s'";

    private static final String HEAD =
            """
            SELECT head.epoch, head.size, identity.generation
              FROM journal_head head
              JOIN LATERAL (
                   SELECT generation
                     FROM log_identity
                    WHERE log_identity.epoch = head.epoch
                    ORDER BY generation DESC
                    LIMIT 1) identity ON TRUE
            """;

    private static final String IDENTITIES =
            """
            SELECT identity.epoch, key.generation, key.public_key, key.sealed_seed, key.created_at
              FROM log_identity identity
              JOIN log_key key ON key.generation = identity.generation
             ORDER BY identity.epoch, key.generation
            """;

    /** Uses the primary keys. */
    private static final String CHECKPOINT =
            """
            SELECT signed.epoch, signed.note, signed.signed_at,
                   (SELECT string_agg(line, E'\\n' ORDER BY witness)
                      FROM log_cosignature cosignature
                     WHERE cosignature.epoch = signed.epoch
                       AND cosignature.size = signed.size) AS cosignatures
              FROM log_checkpoint signed
            """;

    static final String NEWEST =
            CHECKPOINT + " WHERE signed.epoch = (SELECT epoch FROM journal_head) ORDER BY signed.size DESC LIMIT 1";

    private static final String OF_SIZE =
            CHECKPOINT + " WHERE signed.epoch = (SELECT epoch FROM journal_head) AND signed.size = $1";

    /** Uses journal_sequence_by_entry. */
    private static final String INDEX = "SELECT sequence - 1 AS index FROM journal_sequence WHERE entry_hash = $1";

    private static final String BASE = "SELECT base FROM log_origin";

    private final Pool pool;

    LogQueries(Pool pool) {
        this.pool = pool;
    }

    /** What the origin begins with, once it is fixed. */
    public Uni<Optional<String>> base() {
        return pool.query(BASE).execute().map(rows -> first(rows, row -> row.getString("base")));
    }

    public Uni<LogHead> head() {
        return pool.query(HEAD).execute().map(LogQueries::head);
    }

    /** The oldest first. */
    public Uni<List<StoredIdentity>> identities() {
        return pool.query(IDENTITIES).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(LogQueries::identity)
                .toList());
    }

    /** The newest checkpoint of this epoch. */
    public Uni<Optional<SignedCheckpoint>> newest() {
        return pool.query(NEWEST).execute().map(CheckpointRows::read);
    }

    /** The checkpoint of this very size in this epoch. */
    public Uni<Optional<SignedCheckpoint>> ofSize(long size) {
        return pool.preparedQuery(OF_SIZE).execute(Tuple.of(size)).map(CheckpointRows::read);
    }

    /** Where the entry of that leaf hash stands, once it has a number. */
    public Uni<OptionalLong> indexOf(Bytes32 entry) {
        return pool.preparedQuery(INDEX)
                .execute(Tuple.of(Buffer.buffer(entry.toArray())))
                .map(rows -> rows.size() == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(rows.iterator().next().getLong("index")));
    }

    /** Runs {@code work} while nobody else numbers entries, signs checkpoints or begins an epoch. */
    public <T> Uni<T> inTurn(Function<LockedLog, Uni<T>> work) {
        return pool.withTransaction(connection -> locked(connection).chain(work::apply));
    }

    private static Uni<LockedLog> locked(SqlConnection connection) {
        return connection
                .query(PATIENCE)
                .execute()
                .chain(() -> connection
                        .query("SELECT 1 FROM journal_head FOR UPDATE")
                        .execute())
                // A statement of its own after the lock, so that it sees what the last holder committed.
                .chain(() -> connection.query(HEAD).execute())
                .map(rows -> new LockedLog(connection, head(rows)));
    }

    private static LogHead head(RowSet<Row> rows) {
        return first(
                        rows,
                        row -> new LogHead(row.getInteger("epoch"), row.getLong("size"), row.getInteger("generation")))
                .orElseThrow(() -> new IllegalStateException("the log has no identity yet"));
    }

    private static StoredIdentity identity(Row row) {
        StoredLogKey key = new StoredLogKey(
                row.getInteger("generation"),
                Bytes32.wrap(row.getBuffer("public_key").getBytes()),
                Bytes.wrap(row.getBuffer("sealed_seed").getBytes()),
                row.getOffsetDateTime("created_at").toInstant());
        return new StoredIdentity(row.getInteger("epoch"), key.generation(), key);
    }

    private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(read.apply(rows.iterator().next()));
    }
}
