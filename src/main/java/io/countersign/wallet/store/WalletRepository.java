package io.countersign.wallet.store;

import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.WalletId;
import io.countersign.key.model.RegisteredKey;
import io.countersign.platform.db.Sessions;
import io.countersign.wallet.model.Wallet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Wallets as rows. The keys are read by a second statement, after the lock. */
@ApplicationScoped
public class WalletRepository {

    private final Sessions sessions;

    WalletRepository(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Locks the row, then reads the keys. */
    public Uni<Wallet> lock(WalletId id, Function<WalletId, Uni<List<RegisteredKey>>> keysOf) {
        return sessions.current()
                .chain(session -> session.createQuery("FROM WalletEntity WHERE id = :id", WalletEntity.class)
                        .setParameter("id", id.value())
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(CommonRefusal::nothingHere)
                .chain(row -> keysOf.apply(id).map(row::toModel));
    }

    public Uni<Wallet> get(WalletId id, Function<WalletId, Uni<List<RegisteredKey>>> keysOf) {
        return sessions.current()
                .chain(session -> session.find(WalletEntity.class, id.value()))
                .onItem()
                .ifNull()
                .failWith(CommonRefusal::nothingHere)
                .chain(row -> keysOf.apply(id).map(row::toModel));
    }

    /** Those among {@code ids} that come before {@code before}, newest first. The keys of all are asked for once. */
    public Uni<List<Wallet>> newest(
            Collection<WalletId> ids,
            WalletId before,
            int limit,
            Function<List<WalletId>, Uni<Map<WalletId, List<RegisteredKey>>>> keysOf) {
        return sessions.current()
                .chain(session -> session.createQuery(
                                "FROM WalletEntity WHERE id IN :ids AND id < :before ORDER BY id DESC",
                                WalletEntity.class)
                        .setParameter("ids", ids.stream().map(WalletId::value).toList())
                        .setParameter("before", before.value())
                        .setMaxResults(limit)
                        .getResultList())
                .chain(rows -> keysOf.apply(idsOf(rows)).map(keys -> models(rows, keys)));
    }

    private static List<WalletId> idsOf(List<WalletEntity> rows) {
        return rows.stream().map(row -> new WalletId(row.id)).toList();
    }

    private static List<Wallet> models(List<WalletEntity> rows, Map<WalletId, List<RegisteredKey>> keys) {
        return rows.stream()
                .map(row -> row.toModel(keys.getOrDefault(new WalletId(row.id), List.of())))
                .toList();
    }

    public Uni<Void> insert(Wallet wallet) {
        WalletEntity row = new WalletEntity();
        row.apply(wallet);
        return sessions.current().chain(session -> session.persist(row).chain(session::flush));
    }

    public Uni<Void> save(Wallet wallet) {
        return sessions.current()
                .chain(session -> session.find(WalletEntity.class, wallet.id().value()))
                .invoke(row -> row.apply(wallet))
                .replaceWithVoid();
    }
}
