package io.countersign.operator.store;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.countersign.operator.model.AccountLook;
import io.countersign.operator.model.KeyLook;
import io.countersign.operator.model.WalletLook;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Wallets, keys and accounts as operators see them: no name of a wallet, label, key or descriptor is even read. */
@ApplicationScoped
public class PartyLooks {

    /** Uses the primary key of wallet, and per wallet the indexes of its parts. */
    private static final String WALLETS =
            """
            SELECT wallet.id, wallet.network, wallet.state, wallet.script, wallet.threshold, wallet.total, wallet.created_at,
                   (SELECT count(DISTINCT account_id) FROM membership WHERE wallet_id = wallet.id) AS members,
                   (SELECT COALESCE(jsonb_object_agg(state, number), '{}')
                      FROM (SELECT state, count(*) AS number
                              FROM cosigner_key
                             WHERE wallet_id = wallet.id
                             GROUP BY state) held) AS keys,
                   (SELECT COALESCE(jsonb_object_agg(state, number), '{}')
                      FROM (SELECT CASE WHEN state = 'collecting' AND expires_at <= now() THEN 'expired' ELSE state END AS state,
                                   count(*) AS number
                              FROM proposal
                             WHERE wallet_id = wallet.id
                             GROUP BY 1) made) AS proposals
              FROM wallet
             WHERE wallet.id < $1
               AND ($2::text IS NULL OR wallet.state = $2)
             ORDER BY wallet.id DESC
             LIMIT $3
            """;

    /** Uses the primary key of cosigner_key and signature_by_key. */
    private static final String KEYS =
            """
            SELECT *
              FROM (SELECT held.id, held.wallet_id, held.holder_id, held.state,
                           GREATEST(held.proven_at,
                                    held.confirmed_at,
                                    (SELECT max(signed_at) FROM given_signature WHERE key_id = held.id)) AS last_proof_at
                      FROM cosigner_key held
                      JOIN wallet ON wallet.id = held.wallet_id
                     WHERE wallet.state IN ('active', 'retiring')
                       AND held.state NOT IN ('retired', 'compromised')) listed
             WHERE id < $1
               AND ($2::timestamptz IS NULL OR last_proof_at IS NULL OR last_proof_at < $2)
             ORDER BY id DESC
             LIMIT $3
            """;

    /** Uses the primary key of account, and per account the indexes of its parts. */
    private static final String ACCOUNTS =
            """
            SELECT id, display_name, is_operator, created_at, disabled_at,
                   (SELECT count(*) FROM login_key WHERE account_id = account.id) AS login_keys,
                   (SELECT count(*) FROM login_session WHERE account_id = account.id AND expires_at > now()) AS sessions,
                   (SELECT count(DISTINCT wallet_id) FROM membership WHERE account_id = account.id) AS wallets
              FROM account
             WHERE id < $1
               AND ($2::text IS NULL OR $2 = CASE WHEN disabled_at IS NULL THEN 'active' ELSE 'disabled' END)
             ORDER BY id DESC
             LIMIT $3
            """;

    private final Pool pool;

    PartyLooks(Pool pool) {
        this.pool = pool;
    }

    public Uni<List<WalletLook>> wallets(UUID before, @Nullable String state, int limit) {
        return page(WALLETS, Tuple.of(before, state, (long) limit), PartyLooks::wallet);
    }

    /** Keys of wallets in use; only those that have proven nothing since {@code dueBefore} where it is given. */
    public Uni<List<KeyLook>> keys(UUID before, @Nullable Instant dueBefore, int limit) {
        return page(
                KEYS,
                Tuple.of(before, dueBefore == null ? null : dueBefore.atOffset(ZoneOffset.UTC), (long) limit),
                PartyLooks::key);
    }

    public Uni<List<AccountLook>> accounts(UUID before, @Nullable String state, int limit) {
        return page(ACCOUNTS, Tuple.of(before, state, (long) limit), PartyLooks::account);
    }

    private <T> Uni<List<T>> page(String sql, Tuple arguments, Function<Row, T> form) {
        return pool.preparedQuery(sql).execute(arguments).map(rows -> {
            List<T> looks = new ArrayList<>();
            rows.forEach(row -> looks.add(form.apply(row)));
            return looks;
        });
    }

    private static WalletLook wallet(Row row) {
        return new WalletLook(
                new WalletId(row.getUUID("id")),
                row.getString("network"),
                row.getString("state"),
                row.getString("script"),
                row.getInteger("threshold"),
                row.getInteger("total"),
                OperatorRows.time(row, "created_at"),
                row.getLong("members"),
                OperatorRows.counts(row, "keys"),
                OperatorRows.counts(row, "proposals"));
    }

    private static KeyLook key(Row row) {
        UUID holder = row.getUUID("holder_id");
        return new KeyLook(
                new KeyId(row.getUUID("id")),
                new WalletId(row.getUUID("wallet_id")),
                holder == null ? null : new AccountId(holder),
                row.getString("state"),
                OperatorRows.timeOrNull(row, "last_proof_at"));
    }

    private static AccountLook account(Row row) {
        return new AccountLook(
                new AccountId(row.getUUID("id")),
                row.getString("display_name"),
                row.getBoolean("is_operator"),
                OperatorRows.time(row, "created_at"),
                OperatorRows.timeOrNull(row, "disabled_at"),
                row.getLong("login_keys"),
                row.getLong("sessions"),
                row.getLong("wallets"));
    }
}
