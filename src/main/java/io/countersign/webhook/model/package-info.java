/**
 * What webhooks are and how deliveries go on; plain decisions.
 */
@NullMarked
package io.countersign.webhook.model;

import org.jspecify.annotations.NullMarked;
