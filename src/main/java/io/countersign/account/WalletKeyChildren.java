package io.countersign.account;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.AccountId;
import io.smallrye.mutiny.Uni;

/** Knows whether an address is a child of a wallet key that the account holds. A feature to the right answers. */
public interface WalletKeyChildren {

    Uni<Boolean> isChild(AccountId account, Bytes script);
}
