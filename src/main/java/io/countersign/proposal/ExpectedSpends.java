package io.countersign.proposal;

import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.SpendExpectation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the signatures of the latest proposals must commit to: the scripts and keys of their inputs, derived once. A proposal's facts
 * and a wallet's descriptor never change, so neither does this.
 */
@ApplicationScoped
public class ExpectedSpends {

    private static final int MOST = 500;

    private final Map<ProposalId, ExpectedSpend> latest = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ProposalId, ExpectedSpend> eldest) {
            return size() > MOST;
        }
    };

    Optional<ExpectedSpend> find(ProposalId id) {
        synchronized (latest) {
            return Optional.ofNullable(latest.get(id));
        }
    }

    ExpectedSpend make(ProposalFacts facts, Descriptor descriptor) {
        ExpectedSpend spend = SpendExpectation.of(facts, descriptor);
        synchronized (latest) {
            latest.put(facts.id(), spend);
        }
        return spend;
    }
}
