package io.countersign.platform.identity;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Asks of many at once who may hear. The account feature answers. */
public interface Audience {

    /** The accounts that are members of these wallets now, the disabled ones left out; every wallet has its set. */
    Uni<Map<WalletId, Set<AccountId>>> membersOf(Set<WalletId> wallets);

    /** The accounts of operators, the disabled ones left out. */
    Uni<Set<AccountId>> operators();

    /** Those of these sessions that have not ended. */
    Uni<Set<UUID>> liveSessions(Set<UUID> sessions);
}
