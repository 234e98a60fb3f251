package io.countersign.webhook.store;

import io.countersign.kernel.DeliveryId;
import io.countersign.platform.outbound.AttemptError;
import io.countersign.platform.outbound.Attempted;
import io.countersign.webhook.model.NextStep;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Writes down what attempts came to, and forgets what is over. */
@ApplicationScoped
public class AttemptQueries {

    /** The delivery may be gone with its webhook. A webhook's row is written only where its standing changes. */
    private static final String RECORD =
            """
            WITH tried AS (
                INSERT INTO webhook_attempt (delivery_id, at, status, latency_ms, error)
                SELECT id, $2, $3, $4, $5
                  FROM webhook_delivery
                 WHERE id = $1
            ), standing AS (
                UPDATE webhook
                   SET failing_since = CASE WHEN $8 THEN NULL ELSE webhook_clock() END
                 WHERE id = $9
                   AND $10
                   AND (failing_since IS NULL) <> $8
            )
            UPDATE webhook_delivery
               SET state = $6,
                   tries = tries + 1,
                   next_attempt_at = webhook_clock() + COALESCE($7::bigint, 0) * INTERVAL '1 millisecond'
             WHERE id = $1
            """;

    private static final String DROP = "UPDATE webhook_delivery SET state = 'failed' WHERE id = $1";

    /** Uses webhook_delivery_by_age. */
    private static final String FORGET =
            "DELETE FROM webhook_delivery WHERE kept_since < webhook_clock() - INTERVAL '30 days'";

    private final Pool pool;

    AttemptQueries(Pool pool) {
        this.pool = pool;
    }

    public Uni<Void> record(DueDelivery due, Instant at, Attempted attempted, NextStep step) {
        AttemptError error = attempted.error();
        Tuple row = Tuple.tuple()
                .addUUID(due.id().value())
                .addOffsetDateTime(at.atOffset(ZoneOffset.UTC))
                .addInteger(attempted.status())
                .addLong(attempted.latency().toMillis())
                .addString(error == null ? null : error.word())
                .addString(step.delivery().word())
                .addLong(step.delay().map(Duration::toMillis).orElse(null))
                .addBoolean(step.endpoint() == NextStep.Endpoint.WELL)
                .addUUID(due.webhookId().value())
                .addBoolean(step.endpoint() != NextStep.Endpoint.UNTOLD);
        return pool.preparedQuery(RECORD).execute(row).replaceWithVoid();
    }

    /** It is not sent any more, without an attempt. */
    public Uni<Void> drop(DeliveryId id) {
        return pool.preparedQuery(DROP).execute(Tuple.of(id.value())).replaceWithVoid();
    }

    /** Forgets deliveries, sent or kept for a paused webhook, after 30 days. */
    public Uni<Void> forgetOld() {
        return pool.query(FORGET).execute().replaceWithVoid();
    }
}
