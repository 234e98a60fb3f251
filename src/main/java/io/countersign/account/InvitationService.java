package io.countersign.account;

import io.countersign.account.SignInService.SignedIn;
import io.countersign.account.model.Account;
import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.Invitation;
import io.countersign.account.model.LoginKey;
import io.countersign.account.model.Role;
import io.countersign.account.store.AccountRepository;
import io.countersign.account.store.InvitationStore;
import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.InvitationId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.LoginKeyId;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How an account or a membership comes to be. A code has 128 bits, serves once, and is shown once. */
@ApplicationScoped
public class InvitationService {

    private static final int CODE_BYTES = 16;

    private final InvitationStore store;
    private final AccountRepository accounts;
    private final Memberships memberships;
    private final SignInService signIn;
    private final FirstInvitationFile firstInvitation;
    private final Instance<ClaimedKeys> claimedKeys;
    private final Transactions transactions;
    private final Journal journal;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;

    InvitationService(
            InvitationStore store,
            AccountRepository accounts,
            Memberships memberships,
            SignInService signIn,
            FirstInvitationFile firstInvitation,
            @Any Instance<ClaimedKeys> claimedKeys,
            Transactions transactions,
            Journal journal,
            Ids ids,
            Randomness randomness,
            Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.memberships = memberships;
        this.signIn = signIn;
        this.firstInvitation = firstInvitation;
        this.claimedKeys = claimedKeys;
        this.transactions = transactions;
        this.journal = journal;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Invites to an account (by an operator), or to a role in a wallet (by its owner). */
    public Uni<Answer> invite(
            Caller caller,
            String role,
            @Nullable WalletId walletId,
            @Nullable KeyId keyId,
            BiFunction<Invitation, String, Answer> render) {
        Invitation invitation = new Invitation(
                new InvitationId(ids.next()),
                role,
                walletId,
                keyId,
                caller.accountId(),
                now(),
                now().plus(Invitation.LIFETIME),
                null,
                null);
        String code = HexFormat.of().formatHex(randomness.bytes(CODE_BYTES));
        return requireMayInvite(caller, role, walletId, keyId)
                .chain(() -> transactions.answering(() -> store.add(invitation, SignInService.hash(code))
                        .chain(() -> journal.append(
                                caller.accountId(), List.of(event(EventType.INVITATION_CREATED, invitation))))
                        .map(entries -> render.apply(invitation, code))));
    }

    /** An invitation as those may see it who could have made it. */
    public Uni<Invitation> get(Caller caller, InvitationId id) {
        return store.find(id)
                .map(found -> found.orElseThrow(CommonRefusal::nothingHere))
                .call(invitation -> requireMaySee(caller, invitation));
    }

    public Uni<Answer> withdraw(Caller caller, InvitationId id) {
        return get(caller, id)
                .chain(invitation -> transactions.answering(() -> store.withdraw(id, now())
                        .invoke(isWithdrawn -> {
                            if (!isWithdrawn) {
                                throw AccountRefusal.INVITATION_NOT_OPEN.refuse(
                                        "The invitation is %s.".formatted(invitation.stateAt(now())));
                            }
                        })
                        .chain(() -> journal.append(
                                caller.accountId(), List.of(event(EventType.INVITATION_WITHDRAWN, invitation))))
                        .replaceWith(Answer.noContent())));
    }

    /** Makes an account from a code and a login key that has signed a challenge, and signs it in. */
    public Uni<Answer> acceptAsNew(NewAccount request, Function<SignedIn, Answer> render) {
        Account fresh = new Account(new AccountId(ids.next()), request.displayName(), false);
        return open(request.code())
                .chain(invitation -> signIn.proven(request.challengeId(), request.loginKey(), request.signature())
                        .invoke(isRight -> {
                            if (!isRight) {
                                throw SignInService.signInRefusal();
                            }
                        })
                        .replaceWith(invitation))
                .chain(invitation -> transactions
                        .answering(() -> created(invitation, fresh, request).map(render))
                        .invoke(answer -> firstInvitation.forgetAfter(invitation)));
    }

    /** Adds the invitation's role to the caller's account. */
    public Uni<Answer> acceptAsKnown(Caller caller, String code, Function<Invitation, Answer> render) {
        return open(code).chain(invitation -> transactions
                .answering(() -> accepted(invitation, caller.accountId(), code).map(done -> render.apply(invitation)))
                .invoke(answer -> firstInvitation.forgetAfter(invitation)));
    }

    private Uni<SignedIn> created(Invitation invitation, Account fresh, NewAccount request) {
        LoginKeyId loginKeyId = new LoginKeyId(ids.next());
        Account account = new Account(fresh.id(), fresh.displayName(), invitation.isForOperator());
        BoundLoginKey key = new BoundLoginKey(loginKeyId, fresh.id(), request.loginKey(), now());
        return accounts.insert(fresh.id(), fresh.displayName(), false, now())
                .chain(() -> accounts.bind(key))
                .chain(() -> journal.append(
                        fresh.id(),
                        List.of(Event.of(
                                EventType.ACCOUNT_CREATED,
                                Field.word("accountId", fresh.id().toString())))))
                .chain(() -> accepted(invitation, fresh.id(), request.code()))
                .chain(() -> signIn.open(account, loginKeyId));
    }

    private Uni<Void> accepted(Invitation invitation, AccountId account, String code) {
        return store.accept(SignInService.hash(code), account, now())
                .invoke(isMine -> {
                    if (!isMine) {
                        throw CommonRefusal.nothingHere();
                    }
                })
                .chain(() -> journal.append(account, List.of(event(EventType.INVITATION_ACCEPTED, invitation))))
                .chain(() -> granted(invitation, account));
    }

    private Uni<Void> granted(Invitation invitation, AccountId account) {
        if (invitation.isForOperator()) {
            return accounts.makeOperator(account);
        }
        WalletId walletId = invitation.walletId();
        if (walletId == null) {
            return Uni.createFrom().voidItem();
        }
        Role role = invitation.walletRole().orElseThrow();
        KeyId keyId = invitation.keyId();
        Uni<Void> added = memberships.add(account, account, walletId, role);
        return keyId == null || claimedKeys.isUnsatisfied()
                ? added
                : added.chain(() -> claimedKeys.get().claim(account, walletId, keyId));
    }

    /** The open invitation that a code names; unknown, used, expired and withdrawn are the same 404. */
    private Uni<Invitation> open(String code) {
        return store.findByCode(SignInService.hash(code)).map(found -> found.filter(
                        invitation -> invitation.stateAt(now()).equals("open"))
                .orElseThrow(CommonRefusal::nothingHere));
    }

    private Uni<Void> requireMayInvite(Caller caller, String role, @Nullable WalletId walletId, @Nullable KeyId keyId) {
        if (walletId != null) {
            return memberships
                    .require(caller, walletId, Right.OWN)
                    .invoke(() -> requireRole(Role.find(role).isPresent()))
                    .chain(() -> keyId == null || claimedKeys.isUnsatisfied()
                            ? Uni.createFrom().voidItem()
                            : claimedKeys.get().requireClaimable(walletId, keyId));
        }
        if (!caller.isOperator()) {
            throw CommonRefusal.FORBIDDEN.refuse(
                    "Only an operator invites to accounts; a wallet's owner names walletId.");
        }
        requireRole(role.equals(Invitation.MEMBER) || role.equals(Invitation.OPERATOR));
        return Uni.createFrom().voidItem();
    }

    private static void requireRole(boolean isKnown) {
        if (!isKnown) {
            throw AccountRefusal.ROLE_UNKNOWN.refuse(
                    "role is member or operator, and with walletId owner, cosigner, proposer or viewer.");
        }
    }

    private Uni<Void> requireMaySee(Caller caller, Invitation invitation) {
        WalletId walletId = invitation.walletId();
        if (caller.accountId().equals(invitation.createdBy())) {
            return Uni.createFrom().voidItem();
        }
        if (walletId != null) {
            return memberships.require(caller, walletId, Right.OWN);
        }
        if (!caller.isOperator()) {
            throw CommonRefusal.nothingHere();
        }
        return Uni.createFrom().voidItem();
    }

    private static Event event(EventType type, Invitation invitation) {
        return new Event(
                type,
                invitation.walletId(),
                null,
                invitation.keyId(),
                List.of(Field.word("invitationId", invitation.id().toString()), Field.word("role", invitation.role())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What a person hands in to become an account. */
    public record NewAccount(String code, String displayName, LoginKey loginKey, UUID challengeId, String signature) {}
}
