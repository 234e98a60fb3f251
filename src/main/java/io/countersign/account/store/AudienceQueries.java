package io.countersign.account.store;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads of memberships and sessions, of many at once. */
@ApplicationScoped
public class AudienceQueries {

    /** Uses the primary keys of membership and account. */
    private static final String MEMBERS =
            """
            SELECT DISTINCT member.wallet_id, member.account_id
              FROM membership member
              JOIN account owner ON owner.id = member.account_id
             WHERE member.wallet_id = ANY($1)
               AND owner.disabled_at IS NULL
            """;

    /** Uses the primary keys. */
    private static final String LIVE_SESSIONS =
            """
            SELECT session.id
              FROM login_session session
              JOIN account owner ON owner.id = session.account_id
             WHERE session.id = ANY($1)
               AND session.expires_at > $2
               AND owner.disabled_at IS NULL
            """;

    private static final String OPERATORS = "SELECT id FROM account WHERE is_operator AND disabled_at IS NULL";

    private final Pool pool;

    AudienceQueries(Pool pool) {
        this.pool = pool;
    }

    public Uni<Map<WalletId, Set<AccountId>>> members(Set<WalletId> wallets) {
        UUID[] ids = wallets.stream().map(WalletId::value).toArray(UUID[]::new);
        return pool.preparedQuery(MEMBERS).execute(Tuple.of(ids)).map(rows -> {
            Map<WalletId, Set<AccountId>> members = new HashMap<>();
            wallets.forEach(wallet -> members.put(wallet, new HashSet<>()));
            for (Row row : rows) {
                members.getOrDefault(new WalletId(row.getUUID("wallet_id")), Set.of())
                        .add(new AccountId(row.getUUID("account_id")));
            }
            return members;
        });
    }

    public Uni<Set<AccountId>> operators() {
        return pool.query(OPERATORS).execute().map(rows -> {
            Set<AccountId> operators = new HashSet<>();
            rows.forEach(row -> operators.add(new AccountId(row.getUUID("id"))));
            return operators;
        });
    }

    public Uni<Set<UUID>> liveSessions(Set<UUID> sessions, Instant now) {
        return pool.preparedQuery(LIVE_SESSIONS)
                .execute(Tuple.of(sessions.toArray(UUID[]::new), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    Set<UUID> live = new HashSet<>();
                    rows.forEach(row -> live.add(row.getUUID("id")));
                    return live;
                });
    }
}
