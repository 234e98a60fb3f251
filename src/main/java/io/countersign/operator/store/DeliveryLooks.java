package io.countersign.operator.store;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.DeliveryId;
import io.countersign.operator.model.DeliveryLook;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deliveries of all webhooks as operators see them: the URLs, which are the members' own, are not even read. */
@ApplicationScoped
public class DeliveryLooks {

    /** Uses the primary key of webhook_delivery and webhook_attempt_by_delivery. */
    private static final String PAGE =
            """
            SELECT delivery.id, delivery.webhook_id, delivery.type, delivery.state, delivery.next_attempt_at,
                   webhook.account_id, webhook.state AS webhook_state,
                   (SELECT count(*) FROM webhook_attempt WHERE delivery_id = delivery.id) AS attempts,
                   latest.at, latest.status, latest.error
              FROM webhook_delivery delivery
              JOIN webhook ON webhook.id = delivery.webhook_id
              LEFT JOIN LATERAL (
                   SELECT at, status, error
                     FROM webhook_attempt
                    WHERE delivery_id = delivery.id
                    ORDER BY id DESC
                    LIMIT 1) latest ON TRUE
             WHERE delivery.id < $1
               AND ($2::text IS NULL OR delivery.state = $2)
             ORDER BY delivery.id DESC
             LIMIT $3
            """;

    private final Pool pool;

    DeliveryLooks(Pool pool) {
        this.pool = pool;
    }

    /** Deliveries before {@code before}, newest first; of one state where it is given. */
    public Uni<List<DeliveryLook>> page(UUID before, @Nullable String state, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(before, state, (long) limit))
                .map(rows -> {
                    List<DeliveryLook> looks = new ArrayList<>();
                    rows.forEach(row -> looks.add(read(row)));
                    return looks;
                });
    }

    private static DeliveryLook read(Row row) {
        String state = row.getString("state");
        return new DeliveryLook(
                new DeliveryId(row.getUUID("id")),
                row.getUUID("webhook_id"),
                new AccountId(row.getUUID("account_id")),
                row.getString("webhook_state"),
                row.getString("type"),
                state,
                row.getLong("attempts"),
                OperatorRows.timeOrNull(row, "at"),
                row.getInteger("status"),
                row.getString("error"),
                state.equals("pending") ? OperatorRows.timeOrNull(row, "next_attempt_at") : null);
    }
}
