package io.countersign.webhook.store;

import io.countersign.kernel.WebhookId;

/** A webhook's line of first attempts, or of retries: one delivery at a time, in their order. */
public record Lane(WebhookId webhookId, boolean isRetry) {}
