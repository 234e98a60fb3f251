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
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashSet;
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

    /** Uses the primary keys. A disabled account refreshes nothing. */
    private static final String SESSION_OF_TOKEN =
            """
            SELECT session.id, session.account_id
              FROM refresh_token token
              JOIN login_session session ON session.id = token.session_id
              JOIN account owner ON owner.id = session.account_id
             WHERE token.hash = $1
               AND owner.disabled_at IS NULL
            """;

    /** Uses the primary key of membership. */
    private static final String ROLES = "SELECT role FROM membership WHERE wallet_id = $1 AND account_id = $2";

    /** Uses membership_by_account. */
    private static final String WALLETS = "SELECT DISTINCT wallet_id FROM membership WHERE account_id = $1";

    /** Uses membership_by_account. */
    private static final String OWNS_ANY = "SELECT 1 FROM membership WHERE account_id = $1 AND role = 'owner' LIMIT 1";

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
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(loginKey(rows.iterator().next())));
    }

    /** Whether the account of a live session is an operator; empty where the session has ended. */
    public Uni<Optional<Boolean>> findSession(UUID sessionId, AccountId accountId, Instant now) {
        return pool.preparedQuery(SESSION)
                .execute(Tuple.of(sessionId, accountId.value(), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getBoolean("is_operator")));
    }

    /** The session that a refresh token belongs to, whether it may still be used or not. */
    public Uni<Optional<SessionOfToken>> findSessionOf(byte[] tokenHash) {
        return pool.preparedQuery(SESSION_OF_TOKEN)
                .execute(Tuple.of(io.vertx.core.buffer.Buffer.buffer(tokenHash)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(SessionOfToken.read(rows.iterator().next())));
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

    /** The wallets that an account is a member of. */
    public Uni<Set<WalletId>> walletsOf(AccountId account) {
        return pool.preparedQuery(WALLETS).execute(Tuple.of(account.value())).map(rows -> {
            Set<WalletId> wallets = new LinkedHashSet<>();
            rows.forEach(row -> wallets.add(new WalletId(row.getUUID("wallet_id"))));
            return wallets;
        });
    }

    public Uni<Boolean> ownsAny(AccountId account) {
        return pool.preparedQuery(OWNS_ANY).execute(Tuple.of(account.value())).map(rows -> rows.size() > 0);
    }

    private static Role role(Row row) {
        return Role.find(row.getString("role")).orElseThrow();
    }

    private static BoundLoginKey loginKey(Row row) {
        return new BoundLoginKey(
                new LoginKeyId(row.getUUID("id")),
                new AccountId(row.getUUID("account_id")),
                new LoginKey(LoginKeyType.find(row.getString("type")).orElseThrow(), row.getString("identifier")),
                row.getOffsetDateTime("created_at").toInstant());
    }

    /** A session and whose it is. */
    public record SessionOfToken(UUID id, AccountId accountId) {

        static SessionOfToken read(Row row) {
            return new SessionOfToken(row.getUUID("id"), new AccountId(row.getUUID("account_id")));
        }
    }
}
