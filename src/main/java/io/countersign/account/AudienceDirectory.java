package io.countersign.account;

import io.countersign.account.store.AudienceQueries;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import io.countersign.platform.identity.Audience;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Looks up who may hear of what happens, for many wallets or sessions by one query. */
@ApplicationScoped
public class AudienceDirectory implements Audience {

    private final AudienceQueries queries;
    private final Clock clock;

    AudienceDirectory(AudienceQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public Uni<Map<WalletId, Set<AccountId>>> membersOf(Set<WalletId> wallets) {
        return wallets.isEmpty() ? Uni.createFrom().item(Map.of()) : queries.members(wallets);
    }

    @Override
    public Uni<Set<AccountId>> operators() {
        return queries.operators();
    }

    @Override
    public Uni<Set<UUID>> liveSessions(Set<UUID> sessions) {
        return sessions.isEmpty() ? Uni.createFrom().item(Set.of()) : queries.liveSessions(sessions, clock.instant());
    }
}
