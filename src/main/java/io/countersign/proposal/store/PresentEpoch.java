package io.countersign.proposal.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** The epoch of the database, which is the journal's: a restored database is in a later one. */
@ApplicationScoped
class PresentEpoch {

    private static final String PRESENT = "SELECT coalesce(max(epoch), 1) FROM log_identity";

    /** As the transaction of this session sees it. */
    Uni<Integer> within(Mutiny.Session open) {
        return open.createNativeQuery(PRESENT, Integer.class).getSingleResult();
    }
}
