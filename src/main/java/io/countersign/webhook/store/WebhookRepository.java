package io.countersign.webhook.store;

import io.countersign.kernel.DeliveryId;
import io.countersign.kernel.WebhookId;
import io.countersign.platform.db.Sessions;
import io.countersign.webhook.model.Webhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Writes of webhooks and of what is due to them, in the transaction under way. */
@ApplicationScoped
public class WebhookRepository {

    private static final String ADD_LANES =
            "INSERT INTO webhook_lane (webhook_id, is_retry) VALUES (:webhook, FALSE), (:webhook, TRUE)";

    private static final String COUNT = "SELECT count(*) FROM webhook WHERE account_id = :account";

    /** Uses webhook_delivery_due. A schedule begins anew. */
    private static final String RESUME =
            """
            UPDATE webhook_delivery
               SET tries = 0,
                   next_attempt_at = webhook_clock()
             WHERE webhook_id = :webhook
               AND state = 'pending'
            """;

    /** Uses webhook_delivery_due. */
    private static final String GIVE_UP =
            "UPDATE webhook_delivery SET state = 'failed' WHERE webhook_id = :webhook AND state = 'pending'";

    private static final String ADD_TEST =
            """
            INSERT INTO webhook_delivery (id, webhook_id, event_id, type, state, tries, next_attempt_at, kept_since)
            VALUES (:id, :webhook, :event, :type, 'pending', 0, webhook_clock(), webhook_clock())
            """;

    private static final String SEND_AGAIN =
            """
            UPDATE webhook_delivery
               SET state = 'pending',
                   tries = 0,
                   next_attempt_at = webhook_clock(),
                   kept_since = webhook_clock()
             WHERE id = :id
               AND webhook_id = :webhook
            """;

    private static final String REPAIR =
            """
            UPDATE webhook_delivery
               SET state = 'pending',
                   tries = 0,
                   next_attempt_at = webhook_clock(),
                   kept_since = webhook_clock()
              FROM webhook
             WHERE webhook_delivery.id = :id
               AND webhook.id = webhook_delivery.webhook_id
               AND webhook.state <> 'disabled'
            """;

    private final Sessions sessions;

    WebhookRepository(Sessions sessions) {
        this.sessions = sessions;
    }

    public Uni<Void> insert(Webhook webhook, byte[] sealedSecret) {
        WebhookEntity row = new WebhookEntity();
        row.id = webhook.id().value();
        row.accountId = webhook.accountId().value();
        row.walletId = webhook.walletId() == null ? null : webhook.walletId().value();
        row.secret = sealedSecret;
        row.apply(webhook);
        return sessions.current()
                .call(session -> session.persist(row))
                .call(Mutiny.Session::flush)
                .chain(session -> session.createNativeQuery(ADD_LANES)
                        .setParameter("webhook", row.id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** How many webhooks the account has. */
    public Uni<Long> count(UUID account) {
        return sessions.current().chain(session -> session.createNativeQuery(COUNT, Long.class)
                .setParameter("account", account)
                .getSingleResult());
    }

    public Uni<Optional<Webhook>> lock(WebhookId id) {
        return sessions.current()
                .chain(session -> session.find(WebhookEntity.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .map(row -> Optional.ofNullable(row).map(WebhookEntity::toModel));
    }

    /** Stores the next state of a locked webhook. */
    public Uni<Void> save(Webhook webhook) {
        return managed(webhook.id())
                .invoke(row -> row.apply(webhook))
                .chain(sessions::current)
                .chain(Mutiny.Session::flush);
    }

    /** Another secret for a locked webhook; the one before signs as well until {@code oldUntil}, where that is given. */
    public Uni<Void> changeSecret(WebhookId id, byte[] sealedSecret, @Nullable Instant oldUntil) {
        return managed(id)
                .invoke(row -> {
                    row.oldSecret = oldUntil == null ? null : row.secret;
                    row.oldSecretUntil = oldUntil;
                    row.secret = sealedSecret;
                })
                .chain(sessions::current)
                .chain(Mutiny.Session::flush);
    }

    public Uni<Void> delete(WebhookId id) {
        return sessions.current()
                .chain(session -> session.createNativeQuery("DELETE FROM webhook WHERE id = :webhook")
                        .setParameter("webhook", id.value())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** What was kept for a locked webhook is due now, and its failures are forgotten. */
    public Uni<Void> resume(WebhookId id) {
        return managed(id)
                .invoke(row -> row.failingSince = null)
                .chain(sessions::current)
                .call(Mutiny.Session::flush)
                .chain(session -> execute(session, RESUME, id));
    }

    /** Nothing more is sent of what was pending. */
    public Uni<Void> giveUp(WebhookId id) {
        return sessions.current().chain(session -> execute(session, GIVE_UP, id));
    }

    public Uni<Void> addTest(WebhookId webhook, DeliveryId id, UUID messageId, String type) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(ADD_TEST)
                        .setParameter("id", id.value())
                        .setParameter("webhook", webhook.value())
                        .setParameter("event", messageId)
                        .setParameter("type", type)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Whether there was such a delivery, which is then due now. */
    public Uni<Boolean> sendAgain(WebhookId webhook, DeliveryId id) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(SEND_AGAIN)
                        .setParameter("id", id.value())
                        .setParameter("webhook", webhook.value())
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    /** Whether there was such a delivery of a webhook that is not disabled; it is due now. */
    public Uni<Boolean> sendAgain(DeliveryId id) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(REPAIR)
                        .setParameter("id", id.value())
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    /** Makes or renews deliveries; {@code rows} as {@link DeliveryRows} writes them. */
    public Uni<Void> sendAgain(DeliveryRows rows) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(DeliveryRows.UPSERT)
                        .setParameter("rows", rows.json())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> execute(Mutiny.Session session, String sql, WebhookId id) {
        return session.createNativeQuery(sql)
                .setParameter("webhook", id.value())
                .executeUpdate()
                .replaceWithVoid();
    }

    private Uni<WebhookEntity> managed(WebhookId id) {
        return sessions.current().chain(session -> session.find(WebhookEntity.class, id.value()));
    }
}
