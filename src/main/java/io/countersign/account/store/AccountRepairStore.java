package io.countersign.account.store;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.CommonRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Changes to accounts that only an operator makes, within the current transaction. */
@ApplicationScoped
public class AccountRepairStore {

    private static final String LOCK =
            "SELECT is_operator, disabled_at IS NOT NULL FROM account WHERE id = :id FOR UPDATE";

    /** Uses account_operators. In the order of their ids, so that two who disable each other do not wait in a ring. */
    private static final String LOCK_OPERATORS =
            "SELECT id FROM account WHERE is_operator AND disabled_at IS NULL ORDER BY id FOR UPDATE";

    private final NativeSql sql;

    AccountRepairStore(NativeSql sql) {
        this.sql = sql;
    }

    /** The account's standing, its row locked; 404 where there is none. */
    public Uni<Standing> lock(AccountId id) {
        return sql.select(LOCK, Object[].class, Map.of("id", id.value())).map(rows -> rows.stream()
                .map(row -> new Standing((Boolean) row[0], (Boolean) row[1]))
                .findFirst()
                .orElseThrow(CommonRefusal::nothingHere));
    }

    /** Counts the operators who can sign in; their rows stay locked. */
    public Uni<Integer> lockOperators() {
        return sql.select(LOCK_OPERATORS, UUID.class, Map.of()).map(List::size);
    }

    public Uni<Integer> disable(AccountId id, Instant now) {
        return sql.execute(
                "UPDATE account SET disabled_at = :now WHERE id = :id",
                Map.of("id", id.value(), "now", now.atOffset(ZoneOffset.UTC)));
    }

    public Uni<Integer> enable(AccountId id) {
        return sql.execute("UPDATE account SET disabled_at = NULL WHERE id = :id", Map.of("id", id.value()));
    }

    /** Ends the account's sessions, tokens and all; the number that ended. */
    public Uni<Integer> endSessions(AccountId id) {
        return sql.execute("DELETE FROM login_session WHERE account_id = :id", Map.of("id", id.value()));
    }

    /** Whether an account is an operator's and whether it is shut out. */
    public record Standing(boolean isOperator, boolean isDisabled) {}
}
