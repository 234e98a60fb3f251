/**
 * The tables of addresses.
 */
@NullMarked
package io.countersign.coin.store;

import org.jspecify.annotations.NullMarked;
