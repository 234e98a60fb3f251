package io.countersign.coin.store;

import io.countersign.coin.model.IssuedAddress;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Writes of addresses, in the transaction under way. */
@ApplicationScoped
public class AddressRepository {

    /** Draws the next index under the row's lock; the first draw of a branch gives its start. */
    private static final String DRAW =
            """
            INSERT INTO address_counter (wallet_id, branch, next_index)
            VALUES (:wallet, :branch, :start + 1)
                ON CONFLICT (wallet_id, branch) DO UPDATE SET next_index = address_counter.next_index + 1
            RETURNING next_index - 1
            """;

    private static final String SKIP =
            """
            INSERT INTO address_counter (wallet_id, branch, next_index)
            VALUES (:wallet, :branch, :next)
                ON CONFLICT (wallet_id, branch)
                DO UPDATE SET next_index = GREATEST(address_counter.next_index, EXCLUDED.next_index)
            """;

    private static final String INSERT =
            """
            INSERT INTO issued_address (wallet_id, branch, address_index, address, script, label, issued_by, issued_at)
            VALUES (:wallet, :branch, :index, :address, :script, NULLIF(:label, ''), :account, :now)
            """;

    private final Sessions sessions;

    AddressRepository(Sessions sessions) {
        this.sessions = sessions;
    }

    public Uni<Long> drawIndex(WalletId walletId, int branch, long start) {
        return sessions.current().chain(session -> session.createNativeQuery(DRAW, Long.class)
                .setParameter("wallet", walletId.value())
                .setParameter("branch", branch)
                .setParameter("start", start)
                .getSingleResult());
    }

    /** Sees to it that no index up to {@code seen} will be given out: it was used without having been drawn here. */
    public Uni<Void> skipTo(WalletId walletId, int branch, long seen) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(SKIP)
                        .setParameter("wallet", walletId.value())
                        .setParameter("branch", branch)
                        .setParameter("next", seen + 1)
                        .executeUpdate())
                .replaceWithVoid();
    }

    public Uni<Void> insert(WalletId walletId, IssuedAddress address, AccountId by, Instant now) {
        String label = address.label();
        return sessions.current()
                .chain(session -> session.createNativeQuery(INSERT)
                        .setParameter("wallet", walletId.value())
                        .setParameter("branch", address.branch())
                        .setParameter("index", address.index())
                        .setParameter("address", address.address())
                        .setParameter("script", address.scriptPubKey().toArray())
                        .setParameter("label", label == null ? "" : label)
                        .setParameter("account", by.value())
                        .setParameter("now", now.atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
