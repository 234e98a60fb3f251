package io.countersign.journal.log.store;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.TreeNode;
import io.countersign.journal.Leaf;
import io.countersign.journal.log.SignedCheckpoint;
import io.countersign.journal.store.TreeQueries;
import io.countersign.kernel.EventType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The log while nobody else can change it. */
public final class LockedLog {

    private static final String SAVE =
            """
            INSERT INTO log_checkpoint (epoch, size, root, note, signed_at)
            VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (epoch, size) DO UPDATE SET note = EXCLUDED.note, signed_at = EXCLUDED.signed_at
            """;

    private static final String ADD_IDENTITY =
            "INSERT INTO log_identity (epoch, generation, since) VALUES ($1, $2, $3)";

    private static final String RAISE = "UPDATE journal_head SET epoch = $1";

    private static final String APPEND = "INSERT INTO journal (id, entry_hash, type, leaf) VALUES ($1, $2, $3, $4)";

    private static final String QUEUE = "INSERT INTO journal_queue (entry_id) VALUES ($1)";

    private final SqlConnection connection;
    private final LogHead head;

    LockedLog(SqlConnection connection, LogHead head) {
        this.connection = connection;
        this.head = head;
    }

    public LogHead head() {
        return head;
    }

    /** The newest checkpoint of this epoch. */
    public Uni<Optional<SignedCheckpoint>> newest() {
        return connection.query(LogQueries.NEWEST).execute().map(CheckpointRows::read);
    }

    public Uni<Map<TreeNode, Bytes32>> hashes(Collection<TreeNode> nodes) {
        return TreeQueries.hashes(connection, nodes);
    }

    /** Keeps a checkpoint; where there is one of that size, it is the same with a newer time. */
    public Uni<Void> save(SignedCheckpoint signed) {
        Tuple row = Tuple.tuple()
                .addInteger(signed.epoch())
                .addLong(signed.size())
                .addBuffer(Buffer.buffer(signed.checkpoint().rootHash().toArray()))
                .addString(signed.note().toString())
                .addOffsetDateTime(signed.signedAt().atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(SAVE).execute(row).replaceWithVoid();
    }

    /** Begins an epoch, in which the same key signs. */
    public Uni<Void> raise(int epoch, Instant now) {
        return connection
                .preparedQuery(RAISE)
                .execute(Tuple.of(epoch))
                .chain(() -> addIdentity(epoch, head.generation(), now));
    }

    /** Appends an event that the server itself causes, without a wallet. It gets its number as every other does. */
    public Uni<Void> append(UUID id, EventType type, Leaf leaf) {
        Tuple row = Tuple.tuple()
                .addUUID(id)
                .addBuffer(Buffer.buffer(leaf.hash().toArray()))
                .addString(type.word())
                .addBuffer(Buffer.buffer(leaf.bytes().toArray()));
        return connection
                .preparedQuery(APPEND)
                .execute(row)
                .chain(() -> connection.preparedQuery(QUEUE).execute(Tuple.of(id)))
                .replaceWithVoid();
    }

    private Uni<Void> addIdentity(int epoch, int generation, Instant since) {
        return connection
                .preparedQuery(ADD_IDENTITY)
                .execute(Tuple.of(epoch, generation, since.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
