/**
 * Addresses as values.
 */
@NullMarked
package io.countersign.coin.model;

import org.jspecify.annotations.NullMarked;
