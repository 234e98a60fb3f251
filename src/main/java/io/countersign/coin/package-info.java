/**
 * Addresses of a wallet, each given out once.
 */
@NullMarked
package io.countersign.coin;

import org.jspecify.annotations.NullMarked;
