package io.countersign.platform.job;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Does one kind of later work. It may run more than once for one job, so doing it again must be harmless. */
public interface JobHandler {

    /** The kind of job, in snake_case. */
    String kind();

    /** Does the work for {@code subject}, and says whether the job is done or when to come back. A failure comes back by itself. */
    Uni<JobOutcome> run(UUID subject);
}
