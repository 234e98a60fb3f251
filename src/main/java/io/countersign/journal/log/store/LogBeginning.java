package io.countersign.journal.log.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;

/** Writes what the first start fixes. Of two copies that start at once one is the first, and the other finds it done. */
@ApplicationScoped
public class LogBeginning {

    private static final String FIX_ORIGIN = "INSERT INTO log_origin (base) VALUES ($1) ON CONFLICT DO NOTHING";

    private static final String ADD_KEY =
            """
            INSERT INTO log_key (generation, public_key, sealed_seed, created_at)
            VALUES ($1, $2, $3, $4)
                ON CONFLICT DO NOTHING
            """;

    private static final String ADD_IDENTITY =
            """
            INSERT INTO log_identity (epoch, generation, since)
            SELECT epoch, $1, $2
              FROM journal_head
                ON CONFLICT DO NOTHING
            """;

    private final Pool pool;

    LogBeginning(Pool pool) {
        this.pool = pool;
    }

    public Uni<Void> write(String base, StoredLogKey key) {
        return pool.withTransaction(connection -> write(connection, base, key));
    }

    private static Uni<Void> write(SqlConnection connection, String base, StoredLogKey key) {
        Tuple row = Tuple.tuple()
                .addInteger(key.generation())
                .addBuffer(Buffer.buffer(key.publicKey().toArray()))
                .addBuffer(Buffer.buffer(key.sealedSeed().toArray()))
                .addOffsetDateTime(key.createdAt().atOffset(ZoneOffset.UTC));
        return connection
                .preparedQuery(FIX_ORIGIN)
                .execute(Tuple.of(base))
                .chain(() -> connection.preparedQuery(ADD_KEY).execute(row))
                .chain(() -> connection
                        .preparedQuery(ADD_IDENTITY)
                        .execute(Tuple.of(key.generation(), key.createdAt().atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }
}
