package io.countersign.broadcast;

import io.countersign.kernel.Change;
import io.countersign.platform.db.Answer;
import io.countersign.proposal.ProposalService;
import io.countersign.proposal.model.Failure;
import io.countersign.proposal.model.Proposal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes of a proposal by the look of the chain: through its one door, and only where something changes. */
@ApplicationScoped
class ProposalMoves {

    private final ProposalService proposals;

    ProposalMoves(ProposalService proposals) {
        this.proposals = proposals;
    }

    /** The proposal after {@code decide}, which is asked again under the lock. */
    Uni<Proposal> moveTo(Proposal proposal, Function<Proposal, Change<Proposal>> decide) {
        return decide.apply(proposal).isNone()
                ? Uni.createFrom().item(proposal)
                : proposals
                        .change(null, proposal.id(), decide, (next, entries) -> Answer.noContent())
                        .chain(() -> proposals.get(proposal.id()));
    }

    /** Shows what keeps it from the network; null where nothing does. */
    Uni<Void> show(Proposal proposal, @Nullable Failure why) {
        return Objects.equals(proposal.failure(), why)
                ? Uni.createFrom().voidItem()
                : proposals.hinder(proposal.id(), why);
    }
}
