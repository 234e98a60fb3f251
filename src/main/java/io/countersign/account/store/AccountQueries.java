package io.countersign.account.store;

import io.countersign.account.model.Account;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.LoginKey;
import io.countersign.account.model.LoginKeyType;
import io.countersign.account.model.Role;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.LoginKeyId;
import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads of accounts, their login keys, sessions and memberships. */
@ApplicationScoped
public class AccountQueries {

    private static final String ACCOUNT = "SELECT id, display_name, is_operator FROM account WHERE id = $1";

    /** Uses the unique index of login_key. A disabled account has no way in. */
    private static final String BY_LOGIN_KEY =
            """
            SELECT key.id, key.account_id, key.type, key.identifier, key.created_at
              FROM login_key key
              JOIN account owner ON owner.id = key.account_id
             WHERE key.type = $1
               AND key.identifier = $2
               AND owner.disabled_at IS NULL
            """;

    /** Uses login_key_by_account. */
    private static final String LOGIN_KEYS =
            """
            SELECT id, account_id, type, identifier, created_at
              FROM login_key
             WHERE account_id = ANY($1)
             ORDER BY id
            """;

    /** Uses the primary keys. */
    private static final String SESSION =
            """
            SELECT owner.is_operator
              FROM login_session session
              JOIN account owner ON owner.id = session.account_id
             WHERE session.id = $1
               AND session.account_id = $2
               AND session.expires_at > $3
               AND owner.disabled_at IS NULL
            """;

    /** Uses the primary key of membership. */
    private static final String ROLES = "SELECT role FROM membership WHERE wallet_id = $1 AND account_id = $2";

    /** Uses membership_by_account. */
    private static final String MEMBERSHIPS =
            "SELECT wallet_id, role FROM membership WHERE account_id = $1 ORDER BY wallet_id, role";

    /** Uses the primary key of membership. */
    private static final String MEMBERS =
            """
            SELECT owner.id, owner.display_name, member.role
              FROM membership member
              JOIN account owner ON owner.id = member.account_id
             WHERE member.wallet_id = $1
             ORDER BY owner.id
            """;

    private final Pool pool;

    AccountQueries(Pool pool) {
        this.pool = pool;
    }

    public Uni<Account> get(AccountId id) {
        return pool.preparedQuery(ACCOUNT)
                .execute(Tuple.of(id.value()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Account(id, row.getString("display_name"), row.getBoolean("is_operator")));
    }

    public Uni<Optional<BoundLoginKey>> findLoginKey(LoginKey key) {
        return pool.preparedQuery(BY_LOGIN_KEY)
                .execute(Tuple.of(key.type().word(), key.identifier()))
                .map(rows -> loginKeys(rows).stream().findFirst());
    }

    public Uni<List<BoundLoginKey>> loginKeys(AccountId... accounts) {
        UUID[] ids = java.util.Arrays.stream(accounts).map(AccountId::value).toArray(UUID[]::new);
        return pool.preparedQuery(LOGIN_KEYS).execute(Tuple.of(ids)).map(AccountQueries::loginKeys);
    }

    /** Whether the account of a live session is an operator; empty where the session has ended. */
    public Uni<Optional<Boolean>> findSession(UUID sessionId, AccountId accountId, Instant now) {
        return pool.preparedQuery(SESSION)
                .execute(Tuple.of(sessionId, accountId.value(), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getBoolean("is_operator")));
    }

    public Uni<AccountId> accountOfSession(UUID sessionId) {
        return pool.preparedQuery("SELECT account_id FROM login_session WHERE id = $1")
                .execute(Tuple.of(sessionId))
                .map(rows -> new AccountId(rows.iterator().next().getUUID("account_id")));
    }

    public Uni<Set<Role>> roles(AccountId account, WalletId walletId) {
        return pool.preparedQuery(ROLES)
                .execute(Tuple.of(walletId.value(), account.value()))
                .map(rows -> {
                    Set<Role> roles = EnumSet.noneOf(Role.class);
                    rows.forEach(row -> roles.add(role(row)));
                    return roles;
                });
    }

    public Uni<Map<WalletId, Set<Role>>> memberships(AccountId account) {
        return pool.preparedQuery(MEMBERSHIPS)
                .execute(Tuple.of(account.value()))
                .map(rows -> {
                    Map<WalletId, Set<Role>> memberships = new LinkedHashMap<>();
                    rows.forEach(row -> memberships
                            .computeIfAbsent(new WalletId(row.getUUID("wallet_id")), id -> EnumSet.noneOf(Role.class))
                            .add(role(row)));
                    return memberships;
                });
    }

    /** The members of a wallet: account, display name and roles. */
    public Uni<Map<Account, Set<Role>>> members(WalletId walletId) {
        return pool.preparedQuery(MEMBERS).execute(Tuple.of(walletId.value())).map(rows -> {
            Map<Account, Set<Role>> members = new LinkedHashMap<>();
            rows.forEach(row -> members.computeIfAbsent(
                            new Account(new AccountId(row.getUUID("id")), row.getString("display_name"), false),
                            account -> EnumSet.noneOf(Role.class))
                    .add(role(row)));
            return members;
        });
    }

    private static Role role(Row row) {
        return Role.find(row.getString("role")).orElseThrow();
    }

    private static List<BoundLoginKey> loginKeys(RowSet<Row> rows) {
        List<BoundLoginKey> keys = new ArrayList<>();
        for (Row row : rows) {
            keys.add(new BoundLoginKey(
                    new LoginKeyId(row.getUUID("id")),
                    new AccountId(row.getUUID("account_id")),
                    new LoginKey(LoginKeyType.find(row.getString("type")).orElseThrow(), row.getString("identifier")),
                    row.getOffsetDateTime("created_at").toInstant()));
        }
        return keys;
    }
}
