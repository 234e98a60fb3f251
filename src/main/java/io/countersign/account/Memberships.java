package io.countersign.account;

import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.Invitation;
import io.countersign.account.model.Member;
import io.countersign.account.model.Role;
import io.countersign.account.store.AccountDirectory;
import io.countersign.account.store.AccountQueries;
import io.countersign.account.store.AccountRepository;
import io.countersign.account.store.InvitationStore;
import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.WalletRights;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Who may do what in which wallet. */
@ApplicationScoped
public class Memberships implements WalletRights {

    private final AccountQueries queries;
    private final AccountDirectory directory;
    private final AccountRepository repository;
    private final InvitationStore invitations;
    private final Transactions transactions;
    private final Journal journal;
    private final Clock clock;

    Memberships(
            AccountQueries queries,
            AccountDirectory directory,
            AccountRepository repository,
            InvitationStore invitations,
            Transactions transactions,
            Journal journal,
            Clock clock) {
        this.queries = queries;
        this.directory = directory;
        this.repository = repository;
        this.invitations = invitations;
        this.transactions = transactions;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public Uni<Void> require(Caller caller, WalletId walletId, Right right) {
        return queries.roles(caller.accountId(), walletId)
                .invoke(roles -> {
                    if (roles.isEmpty()) {
                        throw CommonRefusal.nothingHere();
                    }
                    if (roles.stream().noneMatch(role -> role.gives(right))) {
                        throw CommonRefusal.FORBIDDEN.refuse("None of your roles in this wallet allows this.");
                    }
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<Set<WalletId>> walletsOf(Caller caller) {
        return queries.walletsOf(caller.accountId());
    }

    /** Fails with 403 where the caller owns no wallet. */
    Uni<Void> requireOwnerOfAny(Caller caller) {
        return queries.ownsAny(caller.accountId())
                .invoke(owns -> {
                    if (!owns) {
                        throw CommonRefusal.FORBIDDEN.refuse("Only operators and owners of wallets invite.");
                    }
                })
                .replaceWithVoid();
    }

    /** Within the transaction that makes a wallet: its maker is its owner. */
    public Uni<Void> makeOwner(AccountId account, WalletId walletId) {
        return add(account, account, walletId, Role.OWNER);
    }

    /** Within the transaction under way: adds a role, with its journal entry where it is new. */
    Uni<Void> add(AccountId actor, AccountId account, WalletId walletId, Role role) {
        return repository
                .addRole(account, walletId, role, clock.instant())
                .chain(added -> added == 0
                        ? Uni.createFrom().voidItem()
                        : journal.append(actor, List.of(event(EventType.MEMBER_ADDED, account, walletId, role)))
                                .replaceWithVoid());
    }

    /** The members of a wallet, with the login keys by which others can check what they signed. */
    public Uni<List<Member>> members(WalletId walletId) {
        return transactions.reading(() -> directory.members(walletId));
    }

    /** The member of that id; 404 where there is none. */
    public static Member member(List<Member> members, AccountId account) {
        return members.stream()
                .filter(member -> member.accountId().equals(account))
                .findFirst()
                .orElseThrow(CommonRefusal::nothingHere);
    }

    /**
     * Takes a member's roles away, if the members are as {@code precondition} demands; never the last owner's. With the member go the
     * invitations that it has handed out: an owner who was removed must not have a way back.
     */
    public Uni<Answer> remove(
            Caller caller, WalletId walletId, AccountId account, Consumer<List<Member>> precondition) {
        return transactions.answering(() -> invitations
                .withdrawAllOf(account, walletId, clock.instant())
                .call(withdrawn -> removed(caller, walletId, account, precondition))
                .map(withdrawn -> events(walletId, account, withdrawn))
                .chain(events -> journal.append(caller.accountId(), events))
                .replaceWith(Answer.noContent()));
    }

    private Uni<Void> removed(
            Caller caller, WalletId walletId, AccountId account, Consumer<List<Member>> precondition) {
        return repository
                .lockOwners(walletId)
                .invoke(owners -> requireStillOwner(owners, caller))
                .call(owners -> directory
                        .members(walletId)
                        .invoke(members -> member(members, account))
                        .invoke(precondition))
                .invoke(owners -> requireAnotherOwner(owners, account))
                .chain(() -> repository.removeMember(account, walletId));
    }

    /** Roles go all at once: who is no owner any more is no member. */
    private static void requireStillOwner(List<AccountId> owners, Caller caller) {
        if (!owners.contains(caller.accountId())) {
            throw CommonRefusal.nothingHere();
        }
    }

    private static void requireAnotherOwner(List<AccountId> owners, AccountId account) {
        if (owners.equals(List.of(account))) {
            throw AccountRefusal.LAST_OWNER.refuse("A wallet keeps at least one owner; invite another first.");
        }
    }

    private static List<Event> events(WalletId walletId, AccountId account, List<Invitation> withdrawn) {
        Event removed = Event.ofWallet(EventType.MEMBER_REMOVED, walletId, Field.word("accountId", account.toString()));
        return Stream.concat(
                        Stream.of(removed),
                        withdrawn.stream().map(invitation -> invitation.event(EventType.INVITATION_WITHDRAWN)))
                .toList();
    }

    private static Event event(EventType type, AccountId account, WalletId walletId, Role role) {
        return Event.ofWallet(
                type, walletId, Field.word("accountId", account.toString()), Field.word("role", role.word()));
    }
}
