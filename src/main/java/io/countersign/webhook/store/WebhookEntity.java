package io.countersign.webhook.store;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import io.countersign.kernel.WebhookId;
import io.countersign.webhook.model.Webhook;
import io.countersign.webhook.model.WebhookState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A webhook with its sealed secrets. */
@NullUnmarked
@Entity
@Table(name = "webhook")
class WebhookEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "account_id")
    UUID accountId;

    @Column(name = "wallet_id")
    UUID walletId;

    @Column(name = "url")
    String url;

    @Column(name = "event_types")
    String eventTypes;

    @Column(name = "state")
    String state;

    @Column(name = "version")
    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "from_sequence")
    Long fromSequence;

    @Column(name = "failing_since")
    Instant failingSince;

    @Column(name = "secret")
    byte[] secret;

    @Column(name = "old_secret")
    byte[] oldSecret;

    @Column(name = "old_secret_until")
    Instant oldSecretUntil;

    Webhook toModel() {
        return new Webhook(
                new WebhookId(id),
                new AccountId(accountId),
                walletId == null ? null : new WalletId(walletId),
                url,
                EventTypes.list(eventTypes),
                WebhookState.find(state).orElseThrow(),
                version,
                createdAt,
                fromSequence);
    }

    void apply(Webhook webhook) {
        url = webhook.url();
        eventTypes = EventTypes.text(webhook.events());
        state = webhook.state().word();
        version = webhook.version();
        createdAt = webhook.createdAt();
    }
}
