package io.countersign.platform.job;

import io.countersign.kernel.DependencyDown;
import io.countersign.platform.db.AfterCommit;
import io.countersign.platform.job.JobQueries.LeasedJob;
import io.countersign.platform.telemetry.Traces;
import io.countersign.platform.work.InTurn;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Leases due jobs and runs them, one after another in this process; other copies of the server take others. */
@ApplicationScoped
public class JobWorker implements AfterCommit {

    private static final Logger LOG = Logger.getLogger(JobWorker.class);
    private static final int BATCH = 2;
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long FIRST_RETRY_MILLIS = 500;
    private static final long LONGEST_RETRY_MILLIS = 60_000;
    private static final int LONGEST_ERROR = 500;

    private final JobQueries queries;
    private final Traces traces;
    private final Map<String, JobHandler> handlers;
    private final Pump pump;

    JobWorker(Vertx vertx, JobQueries queries, Traces traces, @Any Instance<JobHandler> handlers) {
        this.queries = queries;
        this.traces = traces;
        this.handlers = handlers.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
        this.pump = new Pump(vertx, "running jobs", this::runBatch);
    }

    void start(@Observes ServingEvent event) {
        pump.every(LOOK_EVERY_MILLIS);
    }

    void stop(@Observes ShutdownEvent event) {
        pump.stop();
    }

    @Override
    public void committed() {
        pump.want();
    }

    private Uni<Boolean> runBatch() {
        return queries.lease(java.util.List.copyOf(handlers.keySet()), BATCH)
                .chain(jobs -> InTurn.each(jobs, this::runOne).replaceWith(jobs.size() == BATCH));
    }

    private Uni<Void> runOne(LeasedJob job) {
        JobHandler handler = handlers.get(job.kind());
        if (handler == null) {
            throw new IllegalStateException("no handler for jobs of kind " + job.kind());
        }
        return traces.continued(job.traceParent(), "job " + job.kind(), () -> handler.run(job.subject()))
                .chain(outcome -> ended(job, outcome))
                .onFailure()
                .recoverWithUni(e -> failed(job, e));
    }

    private Uni<Void> ended(LeasedJob job, JobOutcome outcome) {
        if (outcome.isDone()) {
            return queries.done(job.id());
        }
        return outcome.hindrance() == null ? queries.again(job.id(), outcome.again()) : later(job, outcome.hindrance());
    }

    private Uni<Void> failed(LeasedJob job, Throwable e) {
        LOG.warnf(
                "job failed and will run again kind=%s subject=%s attempts=%d: %s",
                job.kind(), job.subject(), job.attempts(), e);
        return later(job, shown(e));
    }

    /** What operators are shown: our own words on what is down, else only the kind of error, as its text may quote private things. */
    private static String shown(Throwable e) {
        return e instanceof DependencyDown
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
    }

    private Uni<Void> later(LeasedJob job, String why) {
        long delay = Math.min(LONGEST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(job.attempts(), 10));
        return queries.failed(
                job.id(), Duration.ofMillis(delay), why.substring(0, Math.min(LONGEST_ERROR, why.length())));
    }
}
