package io.countersign.account;

import io.countersign.account.model.Account;
import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.Member;
import io.countersign.account.model.Role;
import io.countersign.account.store.AccountQueries;
import io.countersign.account.store.AccountRepository;
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
import java.util.Map;
import java.util.Set;

/** Who may do what in which wallet. */
@ApplicationScoped
public class Memberships implements WalletRights {

    private final AccountQueries queries;
    private final AccountRepository repository;
    private final Transactions transactions;
    private final Journal journal;
    private final Clock clock;

    Memberships(
            AccountQueries queries,
            AccountRepository repository,
            Transactions transactions,
            Journal journal,
            Clock clock) {
        this.queries = queries;
        this.repository = repository;
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
        return queries.memberships(caller.accountId()).map(Map::keySet);
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
        return queries.members(walletId).chain(members -> queries.loginKeys(
                        members.keySet().stream().map(Account::id).toArray(AccountId[]::new))
                .map(keys -> members.entrySet().stream()
                        .map(member -> member(member.getKey(), member.getValue(), keys))
                        .toList()));
    }

    /** Takes a member's roles away; never the last owner's. */
    public Uni<Answer> remove(Caller caller, WalletId walletId, AccountId account) {
        return queries.roles(account, walletId).chain(roles -> {
            if (roles.isEmpty()) {
                throw CommonRefusal.nothingHere();
            }
            return transactions.answering(() -> repository
                    .lockOwners(walletId)
                    .invoke(owners -> requireNotLast(owners, roles))
                    .chain(() -> repository.removeMember(account, walletId))
                    .chain(removed -> removed == 0
                            ? Uni.createFrom().item(Answer.noContent())
                            : journal.append(caller.accountId(), List.of(removed(account, walletId)))
                                    .replaceWith(Answer.noContent())));
        });
    }

    private static void requireNotLast(int owners, Set<Role> roles) {
        if (roles.contains(Role.OWNER) && owners <= 1) {
            throw AccountRefusal.LAST_OWNER.refuse("A wallet keeps at least one owner; invite another first.");
        }
    }

    private static Member member(Account account, Set<Role> roles, List<BoundLoginKey> keys) {
        return new Member(
                account.id(),
                account.displayName(),
                roles,
                keys.stream()
                        .filter(key -> key.accountId().equals(account.id()))
                        .toList());
    }

    private static Event event(EventType type, AccountId account, WalletId walletId, Role role) {
        return Event.ofWallet(
                type, walletId, Field.word("accountId", account.toString()), Field.word("role", role.word()));
    }

    private static Event removed(AccountId account, WalletId walletId) {
        return Event.ofWallet(EventType.MEMBER_REMOVED, walletId, Field.word("accountId", account.toString()));
    }
}
