package io.countersign.webhook.store;

import io.countersign.kernel.DeliveryId;
import io.countersign.kernel.WebhookId;
import io.countersign.webhook.model.Delivery;
import io.countersign.webhook.model.Delivery.Attempt;
import io.countersign.webhook.model.DeliveryState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads of deliveries with their attempts. */
@ApplicationScoped
public class DeliveryQueries {

    private static final String DELIVERY =
            """
            SELECT delivery.id, delivery.event_id, delivery.type, delivery.state,
                   CASE WHEN delivery.state = 'pending' AND webhook.state = 'active' THEN delivery.next_attempt_at END
                   AS next_attempt_at
              FROM webhook_delivery delivery
              JOIN webhook ON webhook.id = delivery.webhook_id
             WHERE delivery.webhook_id = $1
            """;

    /** Uses webhook_delivery_by_webhook. */
    private static final String PAGE = DELIVERY
            + """
               AND delivery.id < $2
               AND ($3::text IS NULL OR delivery.state = $3)
             ORDER BY delivery.id DESC
             LIMIT $4
            """;

    private static final String ONE = DELIVERY + "   AND delivery.id = $2";

    /** Uses webhook_attempt_by_delivery. */
    private static final String ATTEMPTS =
            """
            SELECT delivery_id, at, status, latency_ms, error
              FROM webhook_attempt
             WHERE delivery_id = ANY($1)
             ORDER BY delivery_id, id
            """;

    private final Pool pool;

    DeliveryQueries(Pool pool) {
        this.pool = pool;
    }

    /** Deliveries before {@code before}, newest first; of one state where it is given. */
    public Uni<List<Delivery>> page(WebhookId webhook, UUID before, Optional<DeliveryState> state, int limit) {
        Tuple arguments =
                Tuple.of(webhook.value(), before, state.map(DeliveryState::word).orElse(null), (long) limit);
        return pool.preparedQuery(PAGE).execute(arguments).chain(this::withAttempts);
    }

    public Uni<Optional<Delivery>> find(WebhookId webhook, DeliveryId id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(webhook.value(), id.value()))
                .chain(this::withAttempts)
                .map(found -> found.stream().findFirst());
    }

    private Uni<List<Delivery>> withAttempts(RowSet<Row> rows) {
        UUID[] ids = StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID("id"))
                .toArray(UUID[]::new);
        return pool.preparedQuery(ATTEMPTS).execute(Tuple.of(ids)).map(attempts -> {
            Map<UUID, List<Attempt>> byDelivery = new HashMap<>();
            attempts.forEach(row -> byDelivery
                    .computeIfAbsent(row.getUUID("delivery_id"), id -> new ArrayList<>())
                    .add(attempt(row)));
            return StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> delivery(row, byDelivery.getOrDefault(row.getUUID("id"), List.of())))
                    .toList();
        });
    }

    private static Attempt attempt(Row row) {
        return new Attempt(
                row.getOffsetDateTime("at").toInstant(),
                row.getInteger("status"),
                row.getLong("latency_ms"),
                row.getString("error"));
    }

    private static Delivery delivery(Row row, List<Attempt> attempts) {
        OffsetDateTime next = row.getOffsetDateTime("next_attempt_at");
        return new Delivery(
                new DeliveryId(row.getUUID("id")),
                row.getUUID("event_id"),
                row.getString("type"),
                DeliveryState.find(row.getString("state")).orElseThrow(),
                next == null ? null : next.toInstant(),
                attempts);
    }
}
