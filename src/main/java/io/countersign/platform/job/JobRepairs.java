package io.countersign.platform.job;

import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.JobId;
import io.countersign.kernel.RepairCommand;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What an operator may do to a job, within the current transaction. */
@ApplicationScoped
public class JobRepairs {

    private static final String RETRY = "UPDATE job SET run_at = now() WHERE id = :id RETURNING kind";

    private final Sessions sessions;

    JobRepairs(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Makes a waiting job due now and answers its kind; one that runs right now goes on. 404 where there is none any more. */
    @RepairCommand
    public Uni<String> retry(JobId id) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(RETRY, String.class)
                        .setParameter("id", id.value())
                        .getResultList())
                .map(kinds -> kinds.stream().findFirst().orElseThrow(CommonRefusal::nothingHere));
    }
}
