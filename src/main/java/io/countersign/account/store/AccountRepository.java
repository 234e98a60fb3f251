package io.countersign.account.store;

import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.Role;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.LoginKeyId;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes of accounts, login keys and memberships, in the transaction under way. */
@ApplicationScoped
public class AccountRepository {

    private final Sessions sessions;

    AccountRepository(Sessions sessions) {
        this.sessions = sessions;
    }

    public Uni<Void> insert(AccountId id, String displayName, boolean isOperator, Instant now) {
        return execute(
                        """
                        INSERT INTO account (id, display_name, is_operator, created_at)
                        VALUES (:id, :name, :operator, :now)
                        """,
                        Map.of("id", id.value(), "name", displayName, "operator", isOperator, "now", at(now)))
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

    /** Takes a login key away with the sessions that it opened; the number of keys that went. */
    public Uni<Integer> unbind(AccountId account, LoginKeyId id) {
        return lock(account)
                .chain(() -> execute(
                        "DELETE FROM login_session WHERE login_key_id = :id AND account_id = :account",
                        Map.of("id", id.value(), "account", account.value())))
                .chain(() -> execute(
                        "DELETE FROM login_key WHERE id = :id AND account_id = :account",
                        Map.of("id", id.value(), "account", account.value())));
    }

    /** Counts the account's login keys within the transaction. */
    public Uni<Long> countLoginKeys(AccountId account) {
        return count("SELECT count(*) FROM login_key WHERE account_id = :id", Map.of("id", account.value()));
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

    /** Takes all roles of an account in a wallet; the number of roles that went. */
    public Uni<Integer> removeMember(AccountId account, WalletId walletId) {
        return execute(
                "DELETE FROM membership WHERE wallet_id = :wallet AND account_id = :account",
                Map.of("wallet", walletId.value(), "account", account.value()));
    }

    /** Counts the wallet's owners, whose rows stay locked so that two owners can't remove each other at once. */
    public Uni<Integer> lockOwners(WalletId walletId) {
        return sessions.current().chain(session -> session.createNativeQuery(
                        "SELECT account_id FROM membership WHERE wallet_id = :wallet AND role = 'owner' FOR UPDATE",
                        java.util.UUID.class)
                .setParameter("wallet", walletId.value())
                .getResultList()
                .map(java.util.List::size));
    }

    private Uni<Integer> lock(AccountId account) {
        return execute("UPDATE account SET display_name = display_name WHERE id = :id", Map.of("id", account.value()));
    }

    private Uni<Integer> execute(String sql, Map<String, Object> parameters) {
        return sessions.current().chain(session -> {
            Mutiny.MutationQuery query = session.createNativeQuery(sql);
            parameters.forEach(query::setParameter);
            return query.executeUpdate();
        });
    }

    private Uni<Long> count(String sql, Map<String, Object> parameters) {
        return sessions.current().chain(session -> {
            Mutiny.SelectionQuery<Long> query = session.createNativeQuery(sql, Long.class);
            parameters.forEach(query::setParameter);
            return query.getSingleResult();
        });
    }

    private static Object at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
