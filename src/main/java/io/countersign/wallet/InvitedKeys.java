package io.countersign.wallet;

import io.countersign.account.ClaimedKeys;
import io.countersign.account.WalletKeyChildren;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.countersign.key.KeyService;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.work.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** What accounts ask of wallets: to bind a key that an invitation names, and whether an address lies below a wallet key. */
@ApplicationScoped
public class InvitedKeys implements ClaimedKeys, WalletKeyChildren {

    private final CeremonyService ceremony;
    private final WalletService wallets;
    private final KeyService keys;
    private final Transactions transactions;
    private final Workers workers;

    InvitedKeys(
            CeremonyService ceremony,
            WalletService wallets,
            KeyService keys,
            Transactions transactions,
            Workers workers) {
        this.ceremony = ceremony;
        this.wallets = wallets;
        this.keys = keys;
        this.transactions = transactions;
        this.workers = workers;
    }

    @Override
    public Uni<Void> requireClaimable(WalletId walletId, KeyId keyId) {
        return wallets.get(walletId).map(wallet -> wallet.key(keyId)).replaceWithVoid();
    }

    @Override
    public Uni<Boolean> isAbove(WalletId walletId, KeyId keyId, Set<Bytes> scripts) {
        return wallets.get(walletId)
                .map(wallet -> wallet.key(keyId).key().key())
                .chain(key -> workers.compute(() -> ForbiddenChildren.hasChildAmong(key, scripts)));
    }

    @Override
    public Uni<Void> claim(AccountId account, WalletId walletId, KeyId keyId) {
        return ceremony.claim(account, walletId, keyId);
    }

    @Override
    public Uni<Boolean> isChild(AccountId account, Bytes script) {
        return transactions
                .reading(() -> keys.heldBy(account))
                .chain(held -> workers.compute(() -> held.stream()
                        .anyMatch(
                                key -> ForbiddenChildren.hasChildAmong(key.key().key(), Set.of(script)))));
    }
}
