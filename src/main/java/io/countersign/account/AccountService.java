package io.countersign.account;

import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.LoginKey;
import io.countersign.account.model.Me;
import io.countersign.account.store.AccountDirectory;
import io.countersign.account.store.AccountRepository;
import io.countersign.crypto.tx.Network;
import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Entry;
import io.countersign.kernel.LoginKeyId;
import io.countersign.kernel.Refusal;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** One's own account and its login keys. */
@ApplicationScoped
public class AccountService {

    private final AccountDirectory directory;
    private final AccountRepository repository;
    private final Challenges challenges;
    private final Instance<WalletKeyChildren> children;
    private final Transactions transactions;
    private final Journal journal;
    private final Ids ids;
    private final Clock clock;
    private final Network network;

    AccountService(
            AccountDirectory directory,
            AccountRepository repository,
            Challenges challenges,
            @Any Instance<WalletKeyChildren> children,
            Transactions transactions,
            Journal journal,
            Ids ids,
            Clock clock,
            Network network) {
        this.directory = directory;
        this.repository = repository;
        this.challenges = challenges;
        this.children = children;
        this.transactions = transactions;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
        this.network = network;
    }

    /** The caller's account with its login keys and memberships. */
    public Uni<Me> me(AccountId id) {
        return transactions.reading(() -> meHere(id));
    }

    /** The same, as the session under way sees it. */
    Uni<Me> meHere(AccountId id) {
        return directory
                .find(id)
                .map(found -> found.orElseThrow(CommonRefusal::nothingHere))
                .chain(account -> directory.loginKeys(id).chain(keys -> directory
                        .memberships(id)
                        .map(memberships -> new Me(account, keys, memberships))));
    }

    /** Binds another login key, which has signed a challenge, if the account is as {@code precondition} demands. */
    public Uni<Answer> addLoginKey(
            Caller caller, NewLoginKey request, Consumer<Me> precondition, Function<BoundLoginKey, Answer> render) {
        BoundLoginKey bound =
                new BoundLoginKey(new LoginKeyId(ids.next()), caller.accountId(), request.key(), clock.instant());
        return challenges
                .judge(request.challengeId(), request.key(), request.signature())
                .chain(proof -> isWalletKey(caller, request.key())
                        .chain(isWalletKey -> challenges.using(
                                proof, AccountService::unproven, () -> bound(bound, isWalletKey, precondition)
                                        .map(entries -> render.apply(bound)))));
    }

    private Uni<List<Entry>> bound(BoundLoginKey key, boolean isWalletKey, Consumer<Me> precondition) {
        return repository
                .lock(key.accountId())
                .chain(() -> meHere(key.accountId()))
                .invoke(precondition)
                .invoke(me -> requireNoWalletKey(isWalletKey))
                .chain(() -> repository.bind(key))
                .chain(() -> journal.append(key.accountId(), List.of(LoginKeyEvents.added(key.id()))));
    }

    /** Takes a login key away, with the sessions that it opened, if the account is as {@code precondition} demands; never the last. */
    public Uni<Answer> removeLoginKey(Caller caller, LoginKeyId id, Consumer<Me> precondition) {
        return transactions.answering(() -> repository
                .lock(caller.accountId())
                .chain(() -> meHere(caller.accountId()))
                .invoke(me -> me.loginKey(id))
                .invoke(precondition)
                .invoke(Me::requireAnotherKey)
                .chain(() -> repository.unbind(id))
                .chain(() -> journal.append(caller.accountId(), List.of(LoginKeyEvents.removed(id))))
                .replaceWith(Answer.noContent()));
    }

    /** Whether the key is an address below a wallet key of the caller's. Looked at before the transaction: it is slow. */
    private Uni<Boolean> isWalletKey(Caller caller, LoginKey key) {
        return key.script(network)
                .filter(script -> children.isResolvable())
                .map(script -> children.get().isChild(caller.accountId(), script))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private static void requireNoWalletKey(boolean isWalletKey) {
        if (isWalletKey) {
            throw AccountRefusal.LOGIN_KEY_IS_WALLET_KEY.refuse(
                    "This address belongs to a child of a wallet key of yours; sign in with another key.");
        }
    }

    private static Refusal unproven() {
        return AccountRefusal.LOGIN_KEY_UNPROVEN.refuse(
                "The signature is not one by the new login key over an open challenge of its method.");
    }

    /** Another login key, with the challenge that it has signed. */
    public record NewLoginKey(LoginKey key, UUID challengeId, String signature) {}
}
