package io.countersign.account;

import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.Invitation;
import io.countersign.account.model.Role;
import io.countersign.account.store.InvitationStore;
import io.countersign.journal.Journal;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.EventType;
import io.countersign.kernel.InvitationId;
import io.countersign.kernel.KeyId;
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
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Invitations: made, seen and withdrawn by those who may invite. {@link AcceptanceService} takes them. */
@ApplicationScoped
public class InvitationService {

    static final int CODE_BYTES = 16;

    private final InvitationStore store;
    private final Memberships memberships;
    private final Instance<ClaimedKeys> claimedKeys;
    private final Transactions transactions;
    private final Journal journal;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;

    InvitationService(
            InvitationStore store,
            Memberships memberships,
            @Any Instance<ClaimedKeys> claimedKeys,
            Transactions transactions,
            Journal journal,
            Ids ids,
            Randomness randomness,
            Clock clock) {
        this.store = store;
        this.memberships = memberships;
        this.claimedKeys = claimedKeys;
        this.transactions = transactions;
        this.journal = journal;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Fails with 404 or 403 where the caller may not invite into that wallet or, without one, to accounts. */
    public Uni<Void> requireRight(Caller caller, @Nullable WalletId walletId) {
        if (walletId != null) {
            return memberships.require(caller, walletId, Right.OWN);
        }
        if (!caller.isOperator()) {
            throw CommonRefusal.FORBIDDEN.refuse(
                    "Only an operator invites to accounts; a wallet's owner names walletId.");
        }
        return Uni.createFrom().voidItem();
    }

    /** Fails with 403 where the caller may invite nowhere at all. */
    public Uni<Void> requireSomeRight(Caller caller) {
        return caller.isOperator() ? Uni.createFrom().voidItem() : memberships.requireOwnerOfAny(caller);
    }

    /** Invites to an account, or to a role in a wallet; the caller's right to it has been judged. */
    public Uni<Answer> invite(
            Caller caller,
            String role,
            @Nullable WalletId walletId,
            @Nullable KeyId keyId,
            BiFunction<Invitation, String, Answer> render) {
        requireRole(role, walletId);
        Instant now = clock.instant();
        Invitation invitation = new Invitation(
                new InvitationId(ids.next()),
                role,
                walletId,
                keyId,
                caller.accountId(),
                now,
                now.plus(Invitation.LIFETIME),
                null,
                null);
        String code = HexFormat.of().formatHex(randomness.bytes(CODE_BYTES));
        return requireClaimable(walletId, keyId)
                .chain(() -> transactions.answering(() -> store.add(invitation, Secrets.hash(code))
                        .chain(() -> journal.append(
                                caller.accountId(), List.of(invitation.event(EventType.INVITATION_CREATED))))
                        .map(entries -> render.apply(invitation, code))));
    }

    /** An invitation as those may see it who could have made it. */
    public Uni<Invitation> get(Caller caller, InvitationId id) {
        return transactions
                .reading(() -> store.find(id))
                .map(found -> found.orElseThrow(CommonRefusal::nothingHere))
                .call(invitation -> requireMaySee(caller, invitation));
    }

    /** Withdraws an invitation that is open, if it is as {@code precondition} demands. */
    public Uni<Answer> withdraw(Caller caller, InvitationId id, Consumer<Invitation> precondition) {
        return transactions.answering(() -> store.lock(id)
                .map(found -> found.orElseThrow(CommonRefusal::nothingHere))
                .invoke(precondition)
                .invoke(this::requireOpen)
                .call(() -> store.withdraw(id, clock.instant()))
                .call(invitation ->
                        journal.append(caller.accountId(), List.of(invitation.event(EventType.INVITATION_WITHDRAWN))))
                .replaceWith(Answer.noContent()));
    }

    private void requireOpen(Invitation invitation) {
        if (!invitation.isOpenAt(clock.instant())) {
            throw AccountRefusal.INVITATION_NOT_OPEN.refuse(
                    "The invitation is %s.".formatted(invitation.stateAt(clock.instant())));
        }
    }

    private static void requireRole(String role, @Nullable WalletId walletId) {
        boolean isKnown = walletId == null
                ? role.equals(Invitation.MEMBER) || role.equals(Invitation.OPERATOR)
                : Role.find(role).isPresent();
        if (!isKnown) {
            throw AccountRefusal.ROLE_UNKNOWN.refuse(
                    "role is member or operator, and with walletId owner, cosigner, proposer or viewer.");
        }
    }

    private Uni<Void> requireClaimable(@Nullable WalletId walletId, @Nullable KeyId keyId) {
        return walletId == null || keyId == null || claimedKeys.isUnsatisfied()
                ? Uni.createFrom().voidItem()
                : claimedKeys.get().requireClaimable(walletId, keyId);
    }

    /** A wallet's owners see its invitations, operators those to accounts; who is neither any more sees none. */
    private Uni<Void> requireMaySee(Caller caller, Invitation invitation) {
        WalletId walletId = invitation.walletId();
        if (walletId != null) {
            return memberships.require(caller, walletId, Right.OWN);
        }
        if (!caller.isOperator()) {
            throw CommonRefusal.nothingHere();
        }
        return Uni.createFrom().voidItem();
    }
}
