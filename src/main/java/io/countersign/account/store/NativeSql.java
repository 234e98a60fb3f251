package io.countersign.account.store;

import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * SQL in the transaction under way. Another connection taken inside it could be one that nobody gives back: when all are taken by
 * such commands, each waits for the others.
 */
@ApplicationScoped
class NativeSql {

    private final Sessions sessions;

    NativeSql(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The number of rows that were written. */
    Uni<Integer> execute(String sql, Map<String, Object> parameters) {
        return sessions.current().chain(session -> {
            Mutiny.MutationQuery query = session.createNativeQuery(sql);
            parameters.forEach(query::setParameter);
            return query.executeUpdate();
        });
    }

    /** The rows; of one column as {@code type}, of several as {@code Object[]}. */
    <T> Uni<List<T>> select(String sql, Class<T> type, Map<String, Object> parameters) {
        return sessions.current().chain(session -> {
            Mutiny.SelectionQuery<T> query = session.createNativeQuery(sql, type);
            parameters.forEach(query::setParameter);
            return query.getResultList();
        });
    }
}
