/**
 * Webhooks: the journal's events posted to those who asked for them, after the Standard Webhooks specification. The dispatcher turns
 * numbered events into deliveries, the sender leases and sends them. Start with {@link io.countersign.webhook.WebhookService}.
 */
@NullMarked
package io.countersign.webhook;

import org.jspecify.annotations.NullMarked;
