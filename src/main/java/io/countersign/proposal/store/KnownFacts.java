package io.countersign.proposal.store;

import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.ProposalFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The facts of the proposals that were read last. They never change, so a copy in memory is as good as the rows. */
@ApplicationScoped
class KnownFacts {

    private static final int MOST = 2_000;

    private final Map<ProposalId, ProposalFacts> latest = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ProposalId, ProposalFacts> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<ProposalFacts> find(ProposalId id) {
        return Optional.ofNullable(latest.get(id));
    }

    /** For facts that are committed. */
    synchronized void keep(ProposalFacts facts) {
        latest.put(facts.id(), facts);
    }
}
