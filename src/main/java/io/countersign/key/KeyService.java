package io.countersign.key;

import io.countersign.crypto.tx.Network;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Entry;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.countersign.key.model.RegisteredKey;
import io.countersign.key.store.KeyRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of cosigners. Every change runs in the transaction, and under the lock, of the wallet that the key belongs to. */
@ApplicationScoped
public class KeyService {

    private final KeyRepository repository;

    KeyService(KeyRepository repository) {
        this.repository = repository;
    }

    public Uni<List<RegisteredKey>> ofWallet(WalletId walletId) {
        return repository.ofWallet(walletId);
    }

    /** The keys of several wallets; a wallet without keys is not in it. */
    public Uni<Map<WalletId, List<RegisteredKey>>> ofWallets(List<WalletId> walletIds) {
        return repository.ofWallets(walletIds);
    }

    public Uni<List<RegisteredKey>> heldBy(AccountId account) {
        return repository.heldBy(account);
    }

    /** The same extended keys in all wallets, these among them. */
    public Uni<List<RegisteredKey>> everywhere(Set<KeyId> ids) {
        return repository.everywhere(ids);
    }

    public Uni<Void> add(RegisteredKey key, Network network) {
        return repository.insert(key, network);
    }

    public Uni<Void> change(RegisteredKey key) {
        return repository.save(key);
    }

    /** Keeps the journal's entry of a confirmation, for the receipts of those that repeat it. */
    public Uni<Void> keepConfirmationEntry(KeyId id, Entry entry) {
        return repository.saveConfirmationEntry(id, entry);
    }

    public Uni<Void> remove(KeyId id) {
        return repository.delete(id);
    }
}
