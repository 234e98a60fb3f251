package io.countersign.proposal;

import io.countersign.kernel.ProposalId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.job.JobHandler;
import io.countersign.platform.job.JobOutcome;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.ProposalState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Writes down that a proposal's time is over. */
@ApplicationScoped
public class ExpiryJob implements JobHandler {

    static final String KIND = "proposal_expiry";

    private final ProposalService proposals;
    private final Clock clock;

    ExpiryJob(ProposalService proposals, Clock clock) {
        this.proposals = proposals;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<JobOutcome> run(UUID subject) {
        ProposalId id = new ProposalId(subject);
        return proposals
                .change(
                        null,
                        id,
                        proposal -> proposal.expire(clock.instant()),
                        (proposal, entries) -> Answer.noContent())
                .chain(() -> proposals.get(id))
                .map(this::outcome);
    }

    /** The database's clock may be ahead of this one. */
    private JobOutcome outcome(Proposal proposal) {
        return proposal.state() == ProposalState.COLLECTING
                        && clock.instant().isBefore(proposal.facts().expiresAt())
                ? JobOutcome.againIn(Duration.ofMillis(1
                        + Duration.between(clock.instant(), proposal.facts().expiresAt())
                                .toMillis()))
                : JobOutcome.DONE;
    }
}
