package io.countersign.account.store;

import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.Role;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.LoginKeyId;
import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes of accounts, login keys and memberships, in the transaction under way. */
@ApplicationScoped
public class AccountRepository {

    /** Uses the primary key of membership. */
    private static final String OWNERS =
            """
            SELECT account_id
              FROM membership
             WHERE wallet_id = :wallet
               AND role = 'owner'
             ORDER BY account_id
               FOR UPDATE
            """;

    private static final String LOCK = "SELECT id FROM account WHERE id = :id FOR NO KEY UPDATE";

    private final NativeSql sql;

    AccountRepository(NativeSql sql) {
        this.sql = sql;
    }

    /** Locks an account: changes of its login keys and by its acceptances come one after another. */
    public Uni<Void> lock(AccountId id) {
        return sql.select(LOCK, UUID.class, Map.of("id", id.value())).replaceWithVoid();
    }

    public Uni<Void> insert(AccountId id, String displayName, Instant now) {
        return execute(
                        """
                        INSERT INTO account (id, display_name, is_operator, created_at)
                        VALUES (:id, :name, FALSE, :now)
                        """,
                        Map.of("id", id.value(), "name", displayName, "now", at(now)))
                .replaceWithVoid();
    }

    public Uni<Void> makeOperator(AccountId id) {
        return execute("UPDATE account SET is_operator = TRUE WHERE id = :id", Map.of("id", id.value()))
                .replaceWithVoid();
    }

    /** Binds a login key; refused where it belongs to an account already. */
    public Uni<Void> bind(BoundLoginKey key) {
        return execute(
                        """
                        INSERT INTO login_key (id, account_id, type, identifier, created_at)
                        VALUES (:id, :account, :type, :identifier, :now)
                            ON CONFLICT (type, identifier) DO NOTHING
                        """,
                        Map.of(
                                "id", key.id().value(),
                                "account", key.accountId().value(),
                                "type", key.key().type().word(),
                                "identifier", key.key().identifier(),
                                "now", at(key.createdAt())))
                .invoke(bound -> {
                    if (bound == 0) {
                        throw AccountRefusal.LOGIN_KEY_BOUND.refuse("This login key belongs to an account already.");
                    }
                })
                .replaceWithVoid();
    }

    /** Takes a login key away; the sessions that it opened go with it. */
    public Uni<Void> unbind(LoginKeyId id) {
        return execute("DELETE FROM login_key WHERE id = :id", Map.of("id", id.value()))
                .replaceWithVoid();
    }

    /** Adds a role; the number of roles that are new. */
    public Uni<Integer> addRole(AccountId account, WalletId walletId, Role role, Instant now) {
        return execute(
                """
                INSERT INTO membership (wallet_id, account_id, role, created_at)
                VALUES (:wallet, :account, :role, :now)
                    ON CONFLICT DO NOTHING
                """,
                Map.of(
                        "wallet", walletId.value(),
                        "account", account.value(),
                        "role", role.word(),
                        "now", at(now)));
    }

    /** Takes all roles of an account in a wallet. */
    public Uni<Void> removeMember(AccountId account, WalletId walletId) {
        return execute(
                        "DELETE FROM membership WHERE wallet_id = :wallet AND account_id = :account",
                        Map.of("wallet", walletId.value(), "account", account.value()))
                .replaceWithVoid();
    }

    /** The wallet's owners, whose rows stay locked so that two owners can't remove each other at once. */
    public Uni<List<AccountId>> lockOwners(WalletId walletId) {
        return sql.select(OWNERS, UUID.class, Map.of("wallet", walletId.value()))
                .map(rows -> rows.stream().map(AccountId::new).toList());
    }

    private Uni<Integer> execute(String statement, Map<String, Object> parameters) {
        return sql.execute(statement, parameters);
    }

    private static Object at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
