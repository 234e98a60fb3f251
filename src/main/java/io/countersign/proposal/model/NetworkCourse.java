package io.countersign.proposal.model;

import static io.countersign.proposal.model.ProposalState.BROADCAST;
import static io.countersign.proposal.model.ProposalState.CONFIRMED;
import static io.countersign.proposal.model.ProposalState.CONFLICTED;
import static io.countersign.proposal.model.ProposalState.FAILED;
import static io.countersign.proposal.model.ProposalState.FINALIZED;

import io.countersign.kernel.Change;
import io.countersign.kernel.EventType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the network makes of a final transaction. Confirmed and conflicted are no ends: a reorg opens either again. Each move changes
 * nothing where it does not fit the state, so that what is done twice happens once.
 */
public final class NetworkCourse {

    private NetworkCourse() {}

    /** The network has the transaction, or has it again after a reorg. */
    public static Change<Proposal> taken(Proposal proposal) {
        return switch (proposal.state()) {
            case FINALIZED -> moved(proposal, BROADCAST, EventType.PROPOSAL_BROADCAST);
            case CONFIRMED, CONFLICTED -> moved(proposal, BROADCAST, EventType.PROPOSAL_REORGED);
            case COLLECTING, BROADCAST, REJECTED, CANCELLED, EXPIRED, REPLACED, FAILED -> Change.none(proposal);
        };
    }

    /** The transaction is deep enough in the chain. Where its way there was not seen, its steps are made up for. */
    public static Change<Proposal> confirmed(Proposal proposal) {
        return switch (proposal.state()) {
            case BROADCAST -> moved(proposal, CONFIRMED, EventType.PROPOSAL_CONFIRMED);
            case FINALIZED, CONFLICTED -> afterwards(taken(proposal), CONFIRMED, EventType.PROPOSAL_CONFIRMED);
            case COLLECTING, CONFIRMED, REJECTED, CANCELLED, EXPIRED, REPLACED, FAILED -> Change.none(proposal);
        };
    }

    /** A block has another transaction that spends one of its coins. */
    public static Change<Proposal> conflicted(Proposal proposal) {
        return switch (proposal.state()) {
            case FINALIZED, BROADCAST -> moved(proposal, CONFLICTED, EventType.PROPOSAL_CONFLICTED);
            case CONFIRMED -> afterwards(taken(proposal), CONFLICTED, EventType.PROPOSAL_CONFLICTED);
            case COLLECTING, CONFLICTED, REJECTED, CANCELLED, EXPIRED, REPLACED, FAILED -> Change.none(proposal);
        };
    }

    /** The transaction was refused for good, before any node had it. */
    public static Change<Proposal> failed(Proposal proposal, Failure why) {
        return proposal.state() == FINALIZED
                ? happened(proposal.on(FAILED, why), EventType.PROPOSAL_FAILED)
                : Change.none(proposal);
    }

    /** The same proposal, showing what keeps it from the network for now; null where nothing does. No change of its state. */
    public static Proposal hindered(Proposal proposal, @Nullable Failure why) {
        boolean isUnderWay = proposal.state() == FINALIZED || proposal.state() == BROADCAST;
        return !isUnderWay || Objects.equals(proposal.failure(), why) ? proposal : proposal.on(proposal.state(), why);
    }

    private static Change<Proposal> moved(Proposal proposal, ProposalState state, EventType type) {
        return happened(proposal.on(state, null), type);
    }

    private static Change<Proposal> happened(Proposal next, EventType type) {
        return Change.of(next, ProposalEvents.of(type, next));
    }

    private static Change<Proposal> afterwards(Change<Proposal> first, ProposalState state, EventType type) {
        Proposal next = first.next().on(state, null);
        return first.and(next, ProposalEvents.of(type, next));
    }
}
