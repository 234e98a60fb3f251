/**
 * Transactions as immutable values, and their wire format.
 */
@NullMarked
package io.countersign.crypto.tx;

import org.jspecify.annotations.NullMarked;
