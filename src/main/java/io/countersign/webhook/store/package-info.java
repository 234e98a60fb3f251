/**
 * The tables of webhooks, deliveries and attempts.
 */
@NullMarked
package io.countersign.webhook.store;

import org.jspecify.annotations.NullMarked;
