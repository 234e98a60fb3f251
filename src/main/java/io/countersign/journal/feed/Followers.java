package io.countersign.journal.feed;

import io.countersign.journal.NumberedEvent;
import io.countersign.journal.Scope;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** All who follow in this process, by account, so that an event finds those few that it is for. */
public final class Followers {

    private final Map<AccountId, Set<Following>> byAccount = new ConcurrentHashMap<>();

    Followers() {}

    Following add(Scope scope, Follower follower) {
        Following following = new Following(scope, follower);
        byAccount.compute(scope.accountId(), (account, all) -> {
            Set<Following> present = all == null ? ConcurrentHashMap.newKeySet() : all;
            present.add(following);
            return present;
        });
        return following;
    }

    boolean isEmpty() {
        return byAccount.isEmpty();
    }

    /** Tells those of {@code accounts} who asked for it. */
    void tell(NumberedEvent event, Set<AccountId> accounts) {
        if (accounts.size() <= byAccount.size()) {
            accounts.forEach(account -> tell(event, account));
        } else {
            byAccount.keySet().stream().filter(accounts::contains).forEach(account -> tell(event, account));
        }
    }

    void tellAll(Consumer<Follower> word) {
        List.copyOf(byAccount.values()).forEach(all -> all.forEach(following -> word.accept(following.follower())));
    }

    /** Tells those who follow the wallet without being among its members. */
    void tellStrangers(WalletId walletId, Set<AccountId> members) {
        byAccount.forEach((account, all) -> {
            if (!members.contains(account)) {
                all.stream()
                        .filter(following -> walletId.equals(following.scope().walletId()))
                        .forEach(following -> following.follower().membershipEnded());
            }
        });
    }

    private void tell(NumberedEvent event, AccountId account) {
        byAccount.getOrDefault(account, Set.of()).stream()
                .filter(following -> following.scope().asksFor(event))
                .forEach(following -> following.follower().happened(event));
    }

    /** A follower and what it asked for, until closed. Compared by identity: one account may follow twice. */
    public final class Following implements AutoCloseable {

        private final Scope scope;
        private final Follower follower;

        private Following(Scope scope, Follower follower) {
            this.scope = scope;
            this.follower = follower;
        }

        private Scope scope() {
            return scope;
        }

        private Follower follower() {
            return follower;
        }

        @Override
        public void close() {
            byAccount.computeIfPresent(scope.accountId(), (account, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
