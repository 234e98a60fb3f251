package io.countersign.account;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/** Told when an invitation that names a key is accepted, within its transaction. A feature to the right binds the key's holder. */
public interface ClaimedKeys {

    /** Fails with 404 where the wallet has no such key. */
    Uni<Void> requireClaimable(WalletId walletId, KeyId keyId);

    /** Whether one of these output scripts belongs to a child of the key. */
    Uni<Boolean> isAbove(WalletId walletId, KeyId keyId, Set<Bytes> scripts);

    Uni<Void> claim(AccountId account, WalletId walletId, KeyId keyId);
}
