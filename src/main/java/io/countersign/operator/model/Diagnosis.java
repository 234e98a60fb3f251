package io.countersign.operator.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says whether a proposal is stuck, and why. */
public final class Diagnosis {

    /** A failure is shown for so long; later everybody knows. */
    private static final Duration NEWS = Duration.ofDays(7);

    private final Patience patience;
    private final Instant now;
    private final boolean isChainUp;

    public Diagnosis(Patience patience, Instant now, boolean isChainUp) {
        this.patience = patience;
        this.now = now;
        this.isChainUp = isChainUp;
    }

    /** The reason, or nothing where the proposal gets on or has ended well. */
    public Optional<StuckReason> of(ProposalLook proposal) {
        return switch (proposal.state()) {
            case "collecting" -> collecting(proposal);
            case "finalized" -> unsent(proposal);
            case "broadcast" -> unconfirmed(proposal);
            case "failed" ->
                isOlder(proposal.activeAt(), NEWS) ? Optional.empty() : Optional.of(StuckReason.REFUSED_BY_NETWORK);
            default -> Optional.empty();
        };
    }

    private Optional<StuckReason> collecting(ProposalLook proposal) {
        if (!now.isBefore(proposal.expiresAt())) {
            return Optional.empty();
        }
        if (proposal.waitingFor().size() < proposal.missing()) {
            return Optional.of(StuckReason.TOO_FEW_KEYS_LEFT);
        }
        if (Duration.between(now, proposal.expiresAt()).compareTo(patience.beforeExpiry()) < 0
                && isOlder(proposal.createdAt(), patience.beforeExpiry())) {
            return Optional.of(StuckReason.EXPIRES_SOON);
        }
        return isOlder(proposal.activeAt(), patience.signatures())
                ? Optional.of(StuckReason.SIGNATURES_LATE)
                : Optional.empty();
    }

    private Optional<StuckReason> unsent(ProposalLook proposal) {
        return isOlder(proposal.activeAt(), patience.broadcast()) ? Optional.of(obstacle(proposal)) : failing(proposal);
    }

    private Optional<StuckReason> unconfirmed(ProposalLook proposal) {
        if (!isOlder(proposal.activeAt(), patience.confirmation())) {
            return failing(proposal);
        }
        StuckReason obstacle = obstacle(proposal);
        return Optional.of(obstacle == StuckReason.BROADCAST_FAILING ? StuckReason.UNCONFIRMED : obstacle);
    }

    private Optional<StuckReason> failing(ProposalLook proposal) {
        JobLook job = proposal.job();
        return job == null || job.state() == JobLook.State.RETRYING
                ? Optional.of(obstacle(proposal))
                : Optional.empty();
    }

    private StuckReason obstacle(ProposalLook proposal) {
        if (!isChainUp) {
            return StuckReason.CHAIN_DOWN;
        }
        return proposal.job() == null ? StuckReason.NOT_FOLLOWED : StuckReason.BROADCAST_FAILING;
    }

    private boolean isOlder(Instant time, Duration age) {
        return Duration.between(time, now).compareTo(age) > 0;
    }
}
