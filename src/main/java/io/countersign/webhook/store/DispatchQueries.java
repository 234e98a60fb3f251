package io.countersign.webhook.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Moves the cursor through the journal, together with the deliveries that it makes: each event is turned into them once. */
@ApplicationScoped
public class DispatchQueries {

    private static final String CURSOR = "SELECT sequence FROM webhook_cursor";

    /** Of several copies of the server the first moves it; the others find it moved, and make nothing. */
    private static final String MOVE = "UPDATE webhook_cursor SET sequence = $2 WHERE sequence = $1";

    private static final String BEGIN = "UPDATE webhook SET from_sequence = $2 WHERE id = $1 AND from_sequence IS NULL";

    private final Pool pool;

    DispatchQueries(Pool pool) {
        this.pool = pool;
    }

    public Uni<Long> cursor() {
        return pool.query(CURSOR).execute().map(rows -> rows.iterator().next().getLong("sequence"));
    }

    /** Makes the deliveries of the events from one sequence to another, unless another copy has done so. */
    public Uni<Boolean> advance(long from, long to, Map<UUID, Long> begun, DeliveryRows rows) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(MOVE)
                .execute(Tuple.of(from, to))
                .chain(moved -> moved.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : begin(connection, begun)
                                .chain(() -> insert(connection, rows))
                                .replaceWith(true)));
    }

    private static Uni<Void> begin(SqlConnection connection, Map<UUID, Long> begun) {
        return begun.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(BEGIN)
                        .executeBatch(begun.entrySet().stream()
                                .map(entry -> Tuple.of(entry.getKey(), entry.getValue()))
                                .toList())
                        .replaceWithVoid();
    }

    private static Uni<Void> insert(SqlConnection connection, DeliveryRows rows) {
        return rows.size() == 0
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(DeliveryRows.INSERT)
                        .execute(Tuple.of(rows.json()))
                        .replaceWithVoid();
    }
}
