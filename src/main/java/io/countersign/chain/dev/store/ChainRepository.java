package io.countersign.chain.dev.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Changes the development chain: one change at a time in all copies of the server, each a transaction of its own. */
@ApplicationScoped
public class ChainRepository {

    /** A holder that hangs is cut off, so that another copy can go on. */
    private static final String PATIENCE = "SET LOCAL idle_in_transaction_session_timeout = '10s'";

    /** A statement of its own, so that the ones after it see what the last holder committed. The number means nothing. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7166421508437122049)";

    private final Pool pool;

    ChainRepository(Pool pool) {
        this.pool = pool;
    }

    /** Runs {@code work} under the lock, and commits when it answers. */
    public <T> Uni<T> lock(Function<LockedChain, Uni<T>> work) {
        return pool.withTransaction(
                connection -> locked(connection).chain(() -> work.apply(new LockedChain(connection))));
    }

    private static Uni<Void> locked(SqlConnection connection) {
        return connection
                .query(PATIENCE)
                .execute()
                .chain(() -> connection.query(LOCK).execute())
                .replaceWithVoid();
    }
}
