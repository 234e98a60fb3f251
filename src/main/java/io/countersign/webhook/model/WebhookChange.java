package io.countersign.webhook.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a webhook; null leaves a member as it is. */
public record WebhookChange(@Nullable String url, @Nullable List<String> events, @Nullable WebhookState state) {

    /** What the webhook is then. Its version grows also where nothing else changes. */
    public Webhook of(Webhook webhook) {
        return new Webhook(
                webhook.id(),
                webhook.accountId(),
                webhook.walletId(),
                url == null ? webhook.url() : url,
                events == null ? webhook.events() : events,
                state == null ? webhook.state() : state,
                webhook.version() + 1,
                webhook.createdAt(),
                webhook.fromSequence());
    }
}
