package io.countersign.platform.job;

import io.countersign.platform.db.Sessions;
import io.countersign.platform.telemetry.Traces;
import io.countersign.platform.time.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Puts later work on the list, in the transaction that makes it necessary. One job of a kind stands for a subject. */
@ApplicationScoped
public class Jobs {

    private static final String ADD =
            """
            INSERT INTO job (id, kind, subject, run_at, attempts, trace_parent)
            VALUES (:id, :kind, :subject, :runAt, 0, NULLIF(:trace, ''))
                ON CONFLICT (kind, subject) DO UPDATE SET run_at = LEAST(job.run_at, EXCLUDED.run_at)
            """;

    private final Sessions sessions;
    private final Ids ids;
    private final Traces traces;

    Jobs(Sessions sessions, Ids ids, Traces traces) {
        this.sessions = sessions;
        this.ids = ids;
        this.traces = traces;
    }

    public Uni<Void> add(String kind, UUID subject, Instant runAt) {
        return sessions.current()
                .call(session -> session.flush())
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter("id", ids.next())
                        .setParameter("kind", kind)
                        .setParameter("subject", subject)
                        .setParameter("runAt", runAt.atOffset(ZoneOffset.UTC))
                        .setParameter("trace", traces.current().orElse(""))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
