package io.countersign.broadcast;

import io.countersign.broadcast.model.Standing;
import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.chain.ChainBackend;
import io.countersign.chain.ChainConfig;
import io.countersign.chain.RejectReason;
import io.countersign.chain.TransactionStatus;
import io.countersign.crypto.finalize.SpendCheck;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.kernel.ProposalId;
import io.countersign.platform.job.JobHandler;
import io.countersign.platform.job.JobOutcome;
import io.countersign.platform.work.Workers;
import io.countersign.proposal.ProposalService;
import io.countersign.proposal.model.Failure;
import io.countersign.proposal.model.NetworkCourse;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.SpentCoin;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Sends a final transaction and follows it. It sends the stored bytes and no others, so doing it again after a crash is harmless: that
 * is the way back. Only what is refused for good fails; for all else it comes back, and the proposal shows why.
 */
@ApplicationScoped
public class BroadcastJob implements JobHandler {

    /** From this depth on no reorg is expected any more. */
    private static final int BURIED = 100;

    private static final int REWATCH_FACTOR = 6;

    private final ProposalService proposals;
    private final ProposalMoves moves;
    private final ChainBackend chain;
    private final ChainConfig config;
    private final Workers workers;

    BroadcastJob(
            ProposalService proposals, ProposalMoves moves, ChainBackend chain, ChainConfig config, Workers workers) {
        this.proposals = proposals;
        this.moves = moves;
        this.chain = chain;
        this.config = config;
        this.workers = workers;
    }

    @Override
    public String kind() {
        return ProposalService.BROADCAST_JOB;
    }

    @Override
    public Uni<JobOutcome> run(UUID subject) {
        return proposals.get(new ProposalId(subject)).chain(this::advance);
    }

    private Uni<JobOutcome> advance(Proposal proposal) {
        return switch (proposal.state()) {
            case FINALIZED -> checkedAndSent(proposal);
            case BROADCAST, CONFIRMED, CONFLICTED -> followed(proposal);
            case COLLECTING, REJECTED, CANCELLED, EXPIRED, REPLACED, FAILED ->
                Uni.createFrom().item(JobOutcome.DONE);
        };
    }

    private Uni<JobOutcome> checkedAndSent(Proposal proposal) {
        Transaction transaction = finalOf(proposal);
        List<TxOutput> coins =
                proposal.facts().inputs().stream().map(SpentCoin::output).toList();
        return workers.compute(() -> SpendCheck.run(transaction, coins)).chain(fault -> fault.map(
                        why -> failed(proposal, new Failure(RejectReason.SCRIPT_CHECK_FAILED.word(), why.toString())))
                .orElseGet(() -> sent(proposal, transaction)));
    }

    private Uni<JobOutcome> sent(Proposal proposal, Transaction transaction) {
        return chain.broadcast(transaction).chain(answer -> answer.rejection()
                .map(rejection -> refused(proposal, rejection))
                .orElseGet(() -> onItsWay(proposal)));
    }

    /** A refusal may mean that the transaction is there already, or that another one took its coins. */
    private Uni<JobOutcome> refused(Proposal proposal, Rejection rejection) {
        Failure why = new Failure(rejection.reason().word(), rejection.detail());
        return status(proposal)
                .chain(status -> settled(
                        proposal,
                        status,
                        () -> rejection.reason().isLasting() ? failed(proposal, why) : hindered(proposal, why)));
    }

    private Uni<JobOutcome> followed(Proposal proposal) {
        return status(proposal)
                .chain(status -> settled(proposal, status, () -> moves.moveTo(proposal, NetworkCourse::taken)
                        .chain(open -> status.kind() == TransactionStatus.Kind.UNKNOWN
                                ? sentAgain(open)
                                : hindered(open, rival(status)))));
    }

    /** The node has forgotten it: the same bytes once more. A refusal is no verdict now, as the network took them before. */
    private Uni<JobOutcome> sentAgain(Proposal proposal) {
        return chain.broadcast(finalOf(proposal)).chain(answer -> answer.rejection()
                .map(rejection ->
                        hindered(proposal, new Failure(rejection.reason().word(), rejection.detail())))
                .orElseGet(() -> onItsWay(proposal)));
    }

    /** Writes down where the transaction stands, or does {@code unsettled} while it is nowhere and a rival in no block. */
    private Uni<JobOutcome> settled(Proposal proposal, TransactionStatus status, Supplier<Uni<JobOutcome>> unsettled) {
        return switch (Standing.of(status, config.confirmations())) {
            case ON_ITS_WAY -> onItsWay(proposal);
            case CONFIRMED -> moves.moveTo(proposal, NetworkCourse::confirmed).replaceWith(watched(status));
            case CONFLICTED -> moves.moveTo(proposal, NetworkCourse::conflicted).replaceWith(watched(status));
            case ABSENT, RIVALLED -> unsettled.get();
        };
    }

    private Uni<JobOutcome> onItsWay(Proposal proposal) {
        return moves.moveTo(proposal, NetworkCourse::taken)
                .chain(open -> moves.show(open, null))
                .replaceWith(JobOutcome.againIn(config.pollInterval()));
    }

    private Uni<JobOutcome> failed(Proposal proposal, Failure why) {
        return moves.moveTo(proposal, current -> NetworkCourse.failed(current, why))
                .replaceWith(JobOutcome.DONE);
    }

    private Uni<JobOutcome> hindered(Proposal proposal, Failure why) {
        return moves.show(proposal, why).replaceWith(JobOutcome.hindered(why.reason()));
    }

    private static Failure rival(TransactionStatus status) {
        return new Failure(
                RejectReason.MEMPOOL_CONFLICT.word(),
                "Another transaction in the mempool spends one of its coins%s."
                        .formatted(status.spentBy().map(txid -> ": " + txid).orElse("")));
    }

    private Uni<TransactionStatus> status(Proposal proposal) {
        Transaction transaction = finalOf(proposal);
        return chain.status(transaction.txid(), transaction.outpoints());
    }

    /** A reorg may come until it is buried. */
    private JobOutcome watched(TransactionStatus status) {
        return status.confirmations() < BURIED
                ? JobOutcome.againIn(config.pollInterval().multipliedBy(REWATCH_FACTOR))
                : JobOutcome.DONE;
    }

    private static Transaction finalOf(Proposal proposal) {
        return proposal.finalTransaction()
                .orElseThrow(() -> new IllegalStateException("a final proposal without its transaction"));
    }
}
