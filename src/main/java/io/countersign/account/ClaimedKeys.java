package io.countersign.account;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;

/** Told when an invitation that names a key is accepted, within its transaction. A feature to the right binds the key's holder. */
public interface ClaimedKeys {

    /** Fails with 404 where the wallet has no such key. */
    Uni<Void> requireClaimable(WalletId walletId, KeyId keyId);

    Uni<Void> claim(AccountId account, WalletId walletId, KeyId keyId);
}
