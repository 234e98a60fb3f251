package io.countersign.key.store;

import io.countersign.crypto.tx.Network;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Entry;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.countersign.key.model.RegisteredKey;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keys as rows. They change only under the lock of their wallet's row. */
@ApplicationScoped
public class KeyRepository {

    private static final String EVERYWHERE =
            """
            SELECT *
              FROM cosigner_key
             WHERE split_part(key_text, ']', 2) IN (
                       SELECT split_part(own.key_text, ']', 2)
                         FROM unnest(string_to_array(:ids, ',')) asked
                         JOIN cosigner_key own ON own.id = CAST(asked AS uuid))
             ORDER BY wallet_id, position
            """;

    private final Sessions sessions;

    KeyRepository(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The keys of a wallet in the order of their positions. */
    public Uni<List<RegisteredKey>> ofWallet(WalletId walletId) {
        return ofWallets(List.of(walletId)).map(keys -> keys.getOrDefault(walletId, List.of()));
    }

    /** The keys of wallets, of each in the order of their positions. Uses cosigner_key_by_wallet. */
    public Uni<Map<WalletId, List<RegisteredKey>>> ofWallets(List<WalletId> walletIds) {
        return sessions.current()
                .chain(session -> session.createQuery(
                                "FROM KeyEntity WHERE walletId IN :wallets ORDER BY position", KeyEntity.class)
                        .setParameter(
                                "wallets",
                                walletIds.stream().map(WalletId::value).toList())
                        .getResultList())
                .map(rows ->
                        rows.stream().map(KeyEntity::toModel).collect(Collectors.groupingBy(RegisteredKey::walletId)));
    }

    /** The keys that an account holds in any wallet. Uses cosigner_key_by_holder. */
    public Uni<List<RegisteredKey>> heldBy(AccountId account) {
        return sessions.current()
                .chain(session -> session.createQuery("FROM KeyEntity WHERE holderId = :holder", KeyEntity.class)
                        .setParameter("holder", account.value())
                        .getResultList())
                .map(rows -> rows.stream().map(KeyEntity::toModel).toList());
    }

    /** The same extended keys in all wallets, these among them. Uses cosigner_key_by_extended_key. */
    public Uni<List<RegisteredKey>> everywhere(Set<KeyId> ids) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(EVERYWHERE, KeyEntity.class)
                        .setParameter("ids", ids.stream().map(KeyId::toString).collect(Collectors.joining(",")))
                        .getResultList())
                .map(rows -> rows.stream().map(KeyEntity::toModel).toList());
    }

    public Uni<Void> insert(RegisteredKey key, Network network) {
        KeyEntity row = new KeyEntity();
        row.apply(key);
        row.network = network.word();
        return sessions.current().chain(session -> session.persist(row)).chain(this::flush);
    }

    public Uni<Void> save(RegisteredKey key) {
        return sessions.current()
                .chain(session -> session.find(KeyEntity.class, key.id().value()))
                .invoke(row -> row.apply(key))
                .replaceWithVoid();
    }

    /** Keeps the journal's entry of a key's confirmation. */
    public Uni<Void> saveConfirmationEntry(KeyId id, Entry entry) {
        return sessions.current()
                .chain(session -> session.find(KeyEntity.class, id.value()))
                .invoke(row -> {
                    row.confirmationEntryHash = entry.hash().toArray();
                    row.confirmationEntryTime = entry.time();
                })
                .replaceWithVoid();
    }

    public Uni<Void> delete(KeyId id) {
        return sessions.current()
                .chain(session -> session.createMutationQuery("DELETE FROM KeyEntity WHERE id = :id")
                        .setParameter("id", id.value())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Void> flush() {
        return sessions.current().chain(Mutiny.Session::flush);
    }
}
