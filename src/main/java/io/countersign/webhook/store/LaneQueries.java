package io.countersign.webhook.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.DeliveryId;
import io.countersign.kernel.WalletId;
import io.countersign.kernel.WebhookId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Leases of lanes. Times are the database's. A lease outlasts an attempt, and is renewed with each. */
@ApplicationScoped
public class LaneQueries {

    /** Uses webhook_delivery_due for each active webhook. */
    private static final String LEASE =
            """
            UPDATE webhook_lane leased
               SET holder = $1,
                   leased_until = webhook_clock() + INTERVAL '30 seconds'
              FROM (SELECT lane.webhook_id, lane.is_retry
                      FROM webhook_lane lane
                      JOIN webhook ON webhook.id = lane.webhook_id
                     WHERE webhook.state = 'active'
                       AND (lane.leased_until IS NULL OR lane.leased_until < webhook_clock())
                       AND EXISTS (SELECT 1
                                     FROM webhook_delivery delivery
                                    WHERE delivery.webhook_id = lane.webhook_id
                                      AND delivery.state = 'pending'
                                      AND (delivery.tries > 0) = lane.is_retry
                                      AND delivery.next_attempt_at <= webhook_clock())
                     LIMIT $2
                       FOR UPDATE OF lane SKIP LOCKED) free
             WHERE leased.webhook_id = free.webhook_id
               AND leased.is_retry = free.is_retry
            RETURNING leased.webhook_id, leased.is_retry
            """;

    private static final String NEXT =
            """
            WITH mine AS (
                UPDATE webhook_lane
                   SET leased_until = webhook_clock() + INTERVAL '30 seconds'
                 WHERE webhook_id = $1
                   AND is_retry = $2
                   AND holder = $3
                RETURNING webhook_id
            )
            SELECT due.*, webhook.account_id, webhook.url, webhook.secret, webhook.old_secret, webhook.old_secret_until,
                   webhook.wallet_id AS webhook_wallet, entry.wallet_id AS event_wallet, entry.leaf,
                   (EXTRACT(EPOCH FROM webhook_clock() - webhook.failing_since) * 1000)::bigint AS failing_millis
              FROM mine
              JOIN webhook ON webhook.id = mine.webhook_id
             CROSS JOIN LATERAL (
                   SELECT id, event_id, sequence, type, tries
                     FROM webhook_delivery
                    WHERE webhook_id = webhook.id
                      AND state = 'pending'
                      AND %s
                      AND next_attempt_at <= webhook_clock()
                    ORDER BY %s
                    LIMIT 1) due
              LEFT JOIN journal entry ON entry.id = due.event_id
             WHERE webhook.state = 'active'
            """;

    /** Uses webhook_delivery_in_order. */
    private static final String NEXT_FIRST = NEXT.formatted("tries = 0", "sequence NULLS FIRST, id");

    /** Uses webhook_delivery_due. */
    private static final String NEXT_RETRY = NEXT.formatted("(tries > 0) = TRUE", "next_attempt_at");

    private static final String RELEASE =
            "UPDATE webhook_lane SET leased_until = NULL WHERE webhook_id = $1 AND is_retry = $2 AND holder = $3";

    private static final String RELEASE_ALL = "UPDATE webhook_lane SET leased_until = NULL WHERE holder = $1";

    private final Pool pool;

    LaneQueries(Pool pool) {
        this.pool = pool;
    }

    /** Leases lanes in which something is due and that nobody has leased. */
    public Uni<List<Lane>> lease(UUID holder, int limit) {
        return pool.preparedQuery(LEASE).execute(Tuple.of(holder, (long) limit)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> new Lane(new WebhookId(row.getUUID("webhook_id")), row.getBoolean("is_retry")))
                .toList());
    }

    /** Renews the lease and gives what is due next; empty where nothing is, or the lane is another's by now. */
    public Uni<Optional<DueDelivery>> next(Lane lane, UUID holder) {
        return pool.preparedQuery(lane.isRetry() ? NEXT_RETRY : NEXT_FIRST)
                .execute(Tuple.of(lane.webhookId().value(), lane.isRetry(), holder))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> read(lane.webhookId(), row))
                        .findFirst());
    }

    public Uni<Void> release(Lane lane, UUID holder) {
        return pool.preparedQuery(RELEASE)
                .execute(Tuple.of(lane.webhookId().value(), lane.isRetry(), holder))
                .replaceWithVoid();
    }

    public Uni<Void> releaseAll(UUID holder) {
        return pool.preparedQuery(RELEASE_ALL).execute(Tuple.of(holder)).replaceWithVoid();
    }

    private static DueDelivery read(WebhookId webhookId, Row row) {
        Long failingMillis = row.getLong("failing_millis");
        OffsetDateTime oldUntil = row.getOffsetDateTime("old_secret_until");
        return new DueDelivery(
                new DeliveryId(row.getUUID("id")),
                webhookId,
                new AccountId(row.getUUID("account_id")),
                row.getString("url"),
                row.getUUID("event_id"),
                row.getLong("sequence"),
                row.getString("type"),
                row.getInteger("tries"),
                Duration.ofMillis(failingMillis == null ? 0 : failingMillis),
                wallet(row.getUUID("webhook_wallet")),
                wallet(row.getUUID("event_wallet")),
                bytes(row.getBuffer("leaf")),
                Bytes.wrap(row.getBuffer("secret").getBytes()),
                bytes(row.getBuffer("old_secret")),
                oldUntil == null ? null : oldUntil.toInstant());
    }

    private static @Nullable WalletId wallet(@Nullable UUID id) {
        return id == null ? null : new WalletId(id);
    }

    private static @Nullable Bytes bytes(@Nullable Buffer buffer) {
        return buffer == null ? null : Bytes.wrap(buffer.getBytes());
    }
}
