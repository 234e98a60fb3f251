package io.countersign.webhook.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.webhook.model.Delivery;
import io.countersign.webhook.model.Webhook;
import io.countersign.webhook.model.WebhookSecret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Webhooks and deliveries as the wire has them. */
final class WebhookViews {

    private WebhookViews() {}

    /** A webhook. {@code secret} is there in the answer to its creation only. */
    record WebhookView(
            UUID id,
            String url,
            @Nullable List<String> events,
            @Nullable String walletId,
            String state,
            Instant createdAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

        static WebhookView of(Webhook webhook) {
            return of(webhook, null);
        }

        static WebhookView of(Webhook webhook, @Nullable WebhookSecret secret) {
            return new WebhookView(
                    webhook.id().value(),
                    webhook.url(),
                    webhook.events().isEmpty() ? null : webhook.events(),
                    webhook.walletId() == null ? null : webhook.walletId().toString(),
                    webhook.state().word(),
                    webhook.createdAt(),
                    secret == null ? null : secret.text());
        }
    }

    record WebhookPage(List<WebhookView> items, @Nullable String nextCursor) {}

    record SecretView(String secret) {}

    /** One attempt: a status, or why there is none. */
    record AttemptView(
            Instant at,
            @Nullable Integer status,
            long latencyMs,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error) {}

    record DeliveryView(
            UUID id,
            UUID eventId,
            String type,
            String state,
            List<AttemptView> attempts,
            @Nullable Instant nextAttemptAt) {

        static DeliveryView of(Delivery delivery) {
            return new DeliveryView(
                    delivery.id().value(),
                    delivery.eventId(),
                    delivery.type(),
                    delivery.state().word(),
                    delivery.attempts().stream()
                            .map(made -> new AttemptView(made.at(), made.status(), made.latencyMs(), made.error()))
                            .toList(),
                    delivery.nextAttemptAt());
        }
    }

    record DeliveryPage(List<DeliveryView> items, @Nullable String nextCursor) {}

    /** How many deliveries are sent again. */
    record RedeliveriesView(int count) {}
}
