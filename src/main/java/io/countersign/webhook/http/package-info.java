/**
 * The webhooks' endpoints.
 */
@NullMarked
package io.countersign.webhook.http;

import org.jspecify.annotations.NullMarked;
