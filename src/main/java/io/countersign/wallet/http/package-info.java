/**
 * The endpoints of wallets and of the keys in them.
 */
@NullMarked
package io.countersign.wallet.http;

import org.jspecify.annotations.NullMarked;
