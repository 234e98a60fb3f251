package io.countersign.platform.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leases of jobs. Times are the database's, so that copies with other clocks agree. */
@ApplicationScoped
class JobQueries {

    /** Uses job_by_time. */
    private static final String LEASE =
            """
            UPDATE job
               SET leased_until = now() + $3 * INTERVAL '1 millisecond',
                   attempts = attempts + 1
             WHERE id IN (
                   SELECT id
                     FROM job
                    WHERE run_at <= now()
                      AND (leased_until IS NULL OR leased_until < now())
                      AND kind = ANY($1)
                    ORDER BY run_at
                    LIMIT $2
                      FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, subject, attempts, trace_parent
            """;

    private static final String DONE = "DELETE FROM job WHERE id = $1";

    private static final String AGAIN =
            """
            UPDATE job
               SET leased_until = NULL,
                   run_at = now() + $2 * INTERVAL '1 millisecond',
                   attempts = CASE WHEN $3::text IS NULL THEN 0 ELSE attempts END,
                   last_error = $3
             WHERE id = $1
            """;

    private final Pool pool;
    private final JobConfig config;

    JobQueries(Pool pool, JobConfig config) {
        this.pool = pool;
        this.config = config;
    }

    Uni<List<LeasedJob>> lease(List<String> kinds, int limit) {
        return pool.preparedQuery(LEASE)
                .execute(Tuple.of(
                        kinds.toArray(new String[0]),
                        (long) limit,
                        config.lease().toMillis()))
                .map(rows -> {
                    List<LeasedJob> jobs = new ArrayList<>();
                    for (Row row : rows) {
                        jobs.add(new LeasedJob(
                                row.getUUID("id"),
                                row.getString("kind"),
                                row.getUUID("subject"),
                                row.getInteger("attempts"),
                                row.getString("trace_parent")));
                    }
                    return jobs;
                });
    }

    Uni<Void> done(UUID id) {
        return pool.preparedQuery(DONE).execute(Tuple.of(id)).replaceWithVoid();
    }

    Uni<Void> again(UUID id, Duration delay) {
        return pool.preparedQuery(AGAIN)
                .execute(Tuple.of(id, delay.toMillis(), null))
                .replaceWithVoid();
    }

    Uni<Void> failed(UUID id, Duration delay, String error) {
        return pool.preparedQuery(AGAIN)
                .execute(Tuple.of(id, delay.toMillis(), error))
                .replaceWithVoid();
    }

    record LeasedJob(UUID id, String kind, UUID subject, int attempts, @Nullable String traceParent) {}
}
