/**
 * Wallets: the ceremony by which cosigners' keys become a descriptor, and the import of one that exists. Start with {@link
 * io.countersign.wallet.WalletService}.
 */
@NullMarked
package io.countersign.wallet;

import org.jspecify.annotations.NullMarked;
