package io.countersign.proposal.store;

import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts every final transaction on the list of those to be looked for, by one statement however many there are. */
@ApplicationScoped
public class RescanStore {

    private static final String FOLLOW_ALL =
            """
            INSERT INTO job (id, kind, subject, run_at, attempts)
            SELECT gen_random_uuid(), :kind, id, now(), 0
              FROM proposal
             WHERE state IN ('finalized', 'broadcast', 'confirmed', 'conflicted')
                ON CONFLICT (kind, subject) DO UPDATE SET run_at = LEAST(job.run_at, EXCLUDED.run_at)
            """;

    private final Sessions sessions;

    RescanStore(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The number of transactions that will be looked for. */
    public Uni<Integer> followAll(String kind) {
        return sessions.current().chain(session -> session.createNativeQuery(FOLLOW_ALL)
                .setParameter("kind", kind)
                .executeUpdate());
    }
}
