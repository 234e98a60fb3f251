package io.countersign.account;

import io.countersign.account.SessionService.SignedIn;
import io.countersign.account.SessionService.Tokens;
import io.countersign.account.model.Account;
import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.Invitation;
import io.countersign.account.model.LoginKey;
import io.countersign.account.model.Me;
import io.countersign.account.store.AccountRepository;
import io.countersign.account.store.InvitationStore;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Network;
import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.LoginKeyId;
import io.countersign.kernel.Refusal;
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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes invitations: how an account or a membership comes to be. A code serves once. */
@ApplicationScoped
public class AcceptanceService {

    private final InvitationStore invitations;
    private final AccountRepository accounts;
    private final AccountService own;
    private final Memberships memberships;
    private final Challenges challenges;
    private final SessionService sessions;
    private final LoginSignatures loginSignatures;
    private final FirstInvitation firstInvitation;
    private final Instance<ClaimedKeys> claimedKeys;
    private final Transactions transactions;
    private final Journal journal;
    private final Ids ids;
    private final Clock clock;
    private final Network network;

    AcceptanceService(
            InvitationStore invitations,
            AccountRepository accounts,
            AccountService own,
            Memberships memberships,
            Challenges challenges,
            SessionService sessions,
            LoginSignatures loginSignatures,
            FirstInvitation firstInvitation,
            @Any Instance<ClaimedKeys> claimedKeys,
            Transactions transactions,
            Journal journal,
            Ids ids,
            Clock clock,
            Network network) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.own = own;
        this.memberships = memberships;
        this.challenges = challenges;
        this.sessions = sessions;
        this.loginSignatures = loginSignatures;
        this.firstInvitation = firstInvitation;
        this.claimedKeys = claimedKeys;
        this.transactions = transactions;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
        this.network = network;
    }

    /** Makes an account from a code and a login key that has signed a challenge, and signs it in. */
    public Uni<Answer> acceptAsNew(NewAccount request, Function<SignedIn, Answer> render) {
        AccountId id = new AccountId(ids.next());
        Set<Bytes> scripts = request.loginKey().script(network).stream().collect(Collectors.toSet());
        return challenges
                .judge(request.challengeId(), request.loginKey(), request.signature())
                .chain(proof -> isAboveLogin(request.code(), scripts).chain(isAbove -> sessions.prepare(id)
                        .chain(tokens -> challenges.using(
                                proof, SignInService::signInRefusal, () -> created(request, id, tokens, isAbove)
                                        .map(render)))))
                .call(firstInvitation::tidy);
    }

    /** Adds the invitation's role to the caller's account, if that is as {@code precondition} demands. */
    public Uni<Answer> acceptAsKnown(
            Caller caller, String code, Consumer<Me> precondition, Function<Me, Answer> render) {
        AccountId id = caller.accountId();
        return loginSignatures
                .addressScripts(id)
                .chain(scripts -> isAboveLogin(code, scripts))
                .chain(isAbove -> transactions.answering(() -> accounts.lock(id)
                        .chain(() -> own.meHere(id))
                        .invoke(precondition)
                        .chain(() -> open(code, isAbove))
                        .chain(invitation -> accepted(invitation, id))
                        .chain(() -> own.meHere(id))
                        .map(render)))
                .call(firstInvitation::tidy);
    }

    private Uni<SignedIn> created(NewAccount request, AccountId id, Tokens tokens, boolean isAbove) {
        LoginKeyId keyId = new LoginKeyId(ids.next());
        BoundLoginKey key = new BoundLoginKey(keyId, id, request.loginKey(), clock.instant());
        return open(request.code(), isAbove)
                .chain(invitation -> accounts.insert(id, request.displayName(), clock.instant())
                        .chain(() -> accounts.bind(key))
                        .chain(() -> journal.append(id, List.of(created(id), LoginKeyEvents.added(keyId))))
                        .chain(() -> accepted(invitation, id))
                        .chain(() -> sessions.open(
                                new Account(id, request.displayName(), invitation.isForOperator()), keyId, tokens)));
    }

    private static Event created(AccountId id) {
        return Event.of(EventType.ACCOUNT_CREATED, Field.word("accountId", id.toString()));
    }

    private Uni<Void> accepted(Invitation invitation, AccountId account) {
        return invitations
                .accept(invitation.id(), account, clock.instant())
                .chain(() -> journal.append(account, List.of(invitation.event(EventType.INVITATION_ACCEPTED))))
                .chain(() -> granted(invitation, account));
    }

    private Uni<Void> granted(Invitation invitation, AccountId account) {
        if (invitation.isForOperator()) {
            return accounts.makeOperator(account).chain(() -> firstInvitation.end(account));
        }
        WalletId walletId = invitation.walletId();
        if (walletId == null) {
            return Uni.createFrom().voidItem();
        }
        KeyId keyId = invitation.keyId();
        Uni<Void> added = memberships.add(
                account, account, walletId, invitation.walletRole().orElseThrow());
        return keyId == null || claimedKeys.isUnsatisfied()
                ? added
                : added.chain(() -> claimedKeys.get().claim(account, walletId, keyId));
    }

    /**
     * The open invitation that a code names, locked; unknown, used, expired, withdrawn and handed out by someone who could not do so
     * any more are the same 404.
     */
    private Uni<Invitation> open(String code, boolean isAboveLogin) {
        return invitations
                .lockByCode(Secrets.hash(code))
                .map(found -> found.filter(invitation -> invitation.isOpenAt(clock.instant()))
                        .orElseThrow(CommonRefusal::nothingHere))
                .call(this::requireStillRight)
                .invoke(invitation -> requireNotAbove(isAboveLogin));
    }

    private Uni<Void> requireStillRight(Invitation invitation) {
        Uni<Boolean> isRight = invitation.isFirst()
                ? firstInvitation.hasOperator().map(isThere -> !isThere)
                : invitations.isCreatorEntitled(invitation);
        return isRight.invoke(right -> {
                    if (!right) {
                        throw CommonRefusal.nothingHere();
                    }
                })
                .replaceWithVoid();
    }

    private static void requireNotAbove(boolean isAboveLogin) {
        if (isAboveLogin) {
            throw AccountRefusal.LOGIN_KEY_IS_WALLET_KEY.refuse(
                    "An address that you sign in with belongs to a child of the invitation's key; sign in with another key.");
        }
    }

    /** Whether the code's invitation is for a key that has one of these scripts below it. Looked at before the transaction: it is slow. */
    private Uni<Boolean> isAboveLogin(String code, Set<Bytes> scripts) {
        if (scripts.isEmpty() || claimedKeys.isUnsatisfied()) {
            return Uni.createFrom().item(false);
        }
        return transactions
                .reading(() -> invitations.findByCode(Secrets.hash(code)))
                .chain(found -> found.map(invitation -> isAbove(invitation, scripts))
                        .orElseGet(() -> Uni.createFrom().item(false)))
                // What is wrong with the key is said where it is claimed.
                .onFailure(Refusal.class)
                .recoverWithItem(false);
    }

    private Uni<Boolean> isAbove(Invitation invitation, Set<Bytes> scripts) {
        WalletId walletId = invitation.walletId();
        KeyId keyId = invitation.keyId();
        return walletId == null || keyId == null
                ? Uni.createFrom().item(false)
                : claimedKeys.get().isAbove(walletId, keyId, scripts);
    }

    /** What a person hands in to become an account. */
    public record NewAccount(String code, String displayName, LoginKey loginKey, UUID challengeId, String signature) {}
}
