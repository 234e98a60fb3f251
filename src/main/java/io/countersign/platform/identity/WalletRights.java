package io.countersign.platform.identity;

import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/** Asks what a caller may do in a wallet. The account feature answers; everybody asks through here. */
public interface WalletRights {

    /** Fails with 404 where the caller is no member of the wallet (or there is none), with 403 where no role gives the right. */
    Uni<Void> require(Caller caller, WalletId walletId, Right right);

    /** The wallets that the caller is a member of. */
    Uni<Set<WalletId>> walletsOf(Caller caller);
}
