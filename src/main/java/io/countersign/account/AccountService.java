package io.countersign.account;

import io.countersign.account.model.Account;
import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.LoginKey;
import io.countersign.account.model.Role;
import io.countersign.account.store.AccountQueries;
import io.countersign.account.store.AccountRepository;
import io.countersign.crypto.tx.Network;
import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.LoginKeyId;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** One's own account and its login keys. */
@ApplicationScoped
public class AccountService {

    private final AccountQueries queries;
    private final AccountRepository repository;
    private final SignInService signIn;
    private final Instance<WalletKeyChildren> children;
    private final Transactions transactions;
    private final Journal journal;
    private final Ids ids;
    private final Clock clock;
    private final Network network;

    AccountService(
            AccountQueries queries,
            AccountRepository repository,
            SignInService signIn,
            @Any Instance<WalletKeyChildren> children,
            Transactions transactions,
            Journal journal,
            Ids ids,
            Clock clock,
            Network network) {
        this.queries = queries;
        this.repository = repository;
        this.signIn = signIn;
        this.children = children;
        this.transactions = transactions;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
        this.network = network;
    }

    /** The caller's account with its login keys and memberships. */
    public Uni<Me> me(AccountId id) {
        return queries.get(id).chain(account -> queries.loginKeys(id)
                .chain(keys -> queries.memberships(id).map(memberships -> new Me(account, keys, memberships))));
    }

    /** Binds another login key, which has signed a challenge. */
    public Uni<Answer> addLoginKey(
            Caller caller, LoginKey key, UUID challengeId, String signature, Function<BoundLoginKey, Answer> render) {
        BoundLoginKey bound = new BoundLoginKey(
                new LoginKeyId(ids.next()),
                caller.accountId(),
                key,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return signIn.proven(challengeId, key, signature)
                .invoke(isRight -> {
                    if (!isRight) {
                        throw AccountRefusal.LOGIN_KEY_UNPROVEN.refuse(
                                "The signature is not one by the new login key over an open challenge of its method.");
                    }
                })
                .chain(() -> requireNoWalletKey(caller, key))
                .chain(() -> transactions.answering(() -> repository
                        .bind(bound)
                        .chain(() -> journal.append(
                                caller.accountId(), List.of(event(EventType.ACCOUNT_LOGIN_KEY_ADDED, bound.id()))))
                        .map(entries -> render.apply(bound))));
    }

    /** Takes a login key away, with the sessions that it opened; never the last. */
    public Uni<Answer> removeLoginKey(Caller caller, LoginKeyId id) {
        return transactions.answering(() -> repository
                .unbind(caller.accountId(), id)
                .invoke(gone -> {
                    if (gone == 0) {
                        throw CommonRefusal.nothingHere();
                    }
                })
                .chain(() -> repository.countLoginKeys(caller.accountId()))
                .invoke(left -> {
                    if (left == 0) {
                        throw AccountRefusal.LAST_LOGIN_KEY.refuse("An account keeps at least one login key.");
                    }
                })
                .chain(() ->
                        journal.append(caller.accountId(), List.of(event(EventType.ACCOUNT_LOGIN_KEY_REMOVED, id))))
                .replaceWith(Answer.noContent()));
    }

    private Uni<Void> requireNoWalletKey(Caller caller, LoginKey key) {
        if (children.isUnsatisfied() || key.script(network).isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return children.get()
                .isChild(caller.accountId(), key.script(network).orElseThrow())
                .invoke(isChild -> {
                    if (isChild) {
                        throw AccountRefusal.LOGIN_KEY_IS_WALLET_KEY.refuse(
                                "This address belongs to a child of a wallet key of yours; sign in with another key.");
                    }
                })
                .replaceWithVoid();
    }

    private static Event event(EventType type, LoginKeyId id) {
        return Event.of(type, Field.word("loginKeyId", id.toString()));
    }

    /** An account as its owner sees it. */
    public record Me(Account account, List<BoundLoginKey> loginKeys, Map<WalletId, Set<Role>> memberships) {
        public Me {
            loginKeys = List.copyOf(loginKeys);
        }
    }
}
