package io.countersign.webhook.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the webhooks' calls take. */
final class WebhookRequests {

    private WebhookRequests() {}

    record CreateWebhookRequest(@Nullable String url, @Nullable List<String> events, @Nullable String walletId) {}

    record ChangeWebhookRequest(@Nullable String url, @Nullable List<String> events, @Nullable String state) {}

    record RotateSecretRequest(@Nullable Integer overlapHours) {}

    record RedeliverRangeRequest(@Nullable Long from, @Nullable Long to) {}
}
