package io.countersign.operator.store;

import io.countersign.operator.model.JobLook;
import io.countersign.operator.model.JobLook.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs as operators see them. */
@ApplicationScoped
public class JobLooks {

    /** Uses the primary key of job. */
    private static final String PAGE =
            """
            SELECT listed.*
              FROM (SELECT id, kind, subject, run_at, attempts, last_error,
                           COALESCE(leased_until > now(), FALSE) AS is_running
                      FROM job) listed
             WHERE id < $1
               AND ($2::text IS NULL
                    OR $2 = CASE WHEN is_running THEN 'running' WHEN last_error IS NULL THEN 'waiting' ELSE 'retrying' END)
             ORDER BY id DESC
             LIMIT $3
            """;

    private final Pool pool;

    JobLooks(Pool pool) {
        this.pool = pool;
    }

    /** Jobs before {@code before}, newest first; of one state where it is given. */
    public Uni<List<JobLook>> page(UUID before, @Nullable String state, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(before, state, (long) limit))
                .map(rows -> {
                    List<JobLook> looks = new ArrayList<>();
                    rows.forEach(row -> looks.add(read(row, "id")));
                    return looks;
                });
    }

    static JobLook read(Row row, String idColumn) {
        boolean isRunning = Boolean.TRUE.equals(row.getBoolean("is_running"));
        String error = row.getString("last_error");
        State state = isRunning ? State.RUNNING : error == null ? State.WAITING : State.RETRYING;
        return new JobLook(
                row.getUUID(idColumn),
                row.getString("kind"),
                row.getUUID("subject"),
                state,
                OperatorRows.time(row, "run_at"),
                row.getInteger("attempts"),
                error);
    }
}
