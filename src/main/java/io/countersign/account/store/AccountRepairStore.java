package io.countersign.account.store;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.CommonRefusal;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Changes to accounts that only an operator makes, within the current transaction. */
@ApplicationScoped
public class AccountRepairStore {

    private static final String LOCK =
            "SELECT is_operator, disabled_at IS NOT NULL FROM account WHERE id = :id FOR UPDATE";

    /** Uses account_operators. In the order of their ids, so that two who disable each other do not wait in a ring. */
    private static final String LOCK_OPERATORS =
            "SELECT id FROM account WHERE is_operator AND disabled_at IS NULL ORDER BY id FOR UPDATE";

    private final Sessions sessions;

    AccountRepairStore(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The account's standing, its row locked; 404 where there is none. */
    public Uni<Standing> lock(AccountId id) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(LOCK, Object[].class)
                        .setParameter("id", id.value())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Standing((Boolean) row[0], (Boolean) row[1]))
                        .findFirst()
                        .orElseThrow(CommonRefusal::nothingHere));
    }

    /** Counts the operators who can sign in; their rows stay locked. */
    public Uni<Integer> lockOperators() {
        return sessions.current()
                .chain(session ->
                        session.createNativeQuery(LOCK_OPERATORS, UUID.class).getResultList())
                .map(java.util.List::size);
    }

    public Uni<Integer> disable(AccountId id, Instant now) {
        return execute(
                "UPDATE account SET disabled_at = :now WHERE id = :id",
                Map.of("id", id.value(), "now", now.atOffset(ZoneOffset.UTC)));
    }

    public Uni<Integer> enable(AccountId id) {
        return execute("UPDATE account SET disabled_at = NULL WHERE id = :id", Map.of("id", id.value()));
    }

    /** Ends the account's sessions, tokens and all; the number that ended. */
    public Uni<Integer> endSessions(AccountId id) {
        return execute("DELETE FROM login_session WHERE account_id = :id", Map.of("id", id.value()));
    }

    private Uni<Integer> execute(String sql, Map<String, Object> parameters) {
        return sessions.current().chain(session -> {
            Mutiny.MutationQuery query = session.createNativeQuery(sql);
            parameters.forEach(query::setParameter);
            return query.executeUpdate();
        });
    }

    /** Whether an account is an operator's and whether it is shut out. */
    public record Standing(boolean isOperator, boolean isDisabled) {}
}
