/**
 * The table of wallets.
 */
@NullMarked
package io.countersign.wallet.store;

import org.jspecify.annotations.NullMarked;
