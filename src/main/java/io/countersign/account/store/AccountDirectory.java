package io.countersign.account.store;

import io.countersign.account.model.Account;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.Member;
import io.countersign.account.model.Role;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Accounts and members as the session under way sees them, so that what is judged under a lock is what is shown to clients. */
@ApplicationScoped
public class AccountDirectory {

    private static final String ACCOUNT = "SELECT display_name, is_operator FROM account WHERE id = :id";

    /** Uses membership_by_account. */
    private static final String MEMBERSHIPS =
            "SELECT wallet_id, role FROM membership WHERE account_id = :id ORDER BY wallet_id, role";

    /** Uses the primary key of membership. */
    private static final String MEMBERS =
            """
            SELECT owner.id, owner.display_name, member.role
              FROM membership member
              JOIN account owner ON owner.id = member.account_id
             WHERE member.wallet_id = :wallet
             ORDER BY owner.id
            """;

    /** Uses login_key_by_account. */
    private static final String LOGIN_KEYS = "FROM LoginKeyEntity WHERE accountId = :id ORDER BY id";

    private final Sessions sessions;
    private final NativeSql sql;

    AccountDirectory(Sessions sessions, NativeSql sql) {
        this.sessions = sessions;
        this.sql = sql;
    }

    /** The account, or nothing where there is none. */
    public Uni<Optional<Account>> find(AccountId id) {
        return sql.select(ACCOUNT, Object[].class, Map.of("id", id.value()))
                .map(rows -> rows.stream().findFirst().map(row -> new Account(id, (String) row[0], (Boolean) row[1])));
    }

    public Uni<List<BoundLoginKey>> loginKeys(AccountId id) {
        return sessions.current().chain(session -> session.createQuery(LOGIN_KEYS, LoginKeyEntity.class)
                .setParameter("id", id.value())
                .getResultList()
                .map(rows -> rows.stream().map(LoginKeyEntity::toModel).toList()));
    }

    public Uni<Map<WalletId, Set<Role>>> memberships(AccountId id) {
        return sql.select(MEMBERSHIPS, Object[].class, Map.of("id", id.value())).map(rows -> {
            Map<WalletId, Set<Role>> memberships = new LinkedHashMap<>();
            rows.forEach(row -> memberships
                    .computeIfAbsent(new WalletId((UUID) row[0]), wallet -> EnumSet.noneOf(Role.class))
                    .add(role(row[1])));
            return memberships;
        });
    }

    /** The members of a wallet in the order of their ids, each with the login keys by which its signatures can be checked. */
    public Uni<List<Member>> members(WalletId walletId) {
        return sql.select(MEMBERS, Object[].class, Map.of("wallet", walletId.value()))
                .chain(rows -> loginKeysOfMembers(walletId).map(keys -> members(rows, keys)));
    }

    /** Uses the primary key of membership and login_key_by_account. */
    private Uni<List<BoundLoginKey>> loginKeysOfMembers(WalletId walletId) {
        return sessions.current().chain(session -> session.createNativeQuery(
                        """
                        SELECT key.*
                          FROM login_key key
                         WHERE key.account_id IN (SELECT account_id FROM membership WHERE wallet_id = :wallet)
                         ORDER BY key.id
                        """,
                        LoginKeyEntity.class)
                .setParameter("wallet", walletId.value())
                .getResultList()
                .map(rows -> rows.stream().map(LoginKeyEntity::toModel).toList()));
    }

    private static List<Member> members(List<Object[]> rows, List<BoundLoginKey> keys) {
        Map<AccountId, Set<Role>> roles = new LinkedHashMap<>();
        Map<AccountId, String> names = new LinkedHashMap<>();
        for (Object[] row : rows) {
            AccountId id = new AccountId((UUID) row[0]);
            names.put(id, (String) row[1]);
            roles.computeIfAbsent(id, account -> EnumSet.noneOf(Role.class)).add(role(row[2]));
        }
        return names.entrySet().stream()
                .map(member -> new Member(
                        member.getKey(),
                        member.getValue(),
                        roles.getOrDefault(member.getKey(), Set.of()),
                        of(member.getKey(), keys)))
                .toList();
    }

    private static List<BoundLoginKey> of(AccountId id, List<BoundLoginKey> keys) {
        return keys.stream().filter(key -> key.accountId().equals(id)).toList();
    }

    private static Role role(Object word) {
        return Role.find((String) word).orElseThrow();
    }
}
