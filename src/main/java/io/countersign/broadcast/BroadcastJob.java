package io.countersign.broadcast;

import io.countersign.chain.BroadcastAnswer;
import io.countersign.chain.ChainBackend;
import io.countersign.chain.ChainConfig;
import io.countersign.chain.TransactionStatus;
import io.countersign.crypto.finalize.SpendCheck;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.kernel.Change;
import io.countersign.kernel.ProposalId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.job.JobHandler;
import io.countersign.platform.job.JobOutcome;
import io.countersign.platform.work.Workers;
import io.countersign.proposal.ProposalService;
import io.countersign.proposal.model.Failure;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.SpentCoin;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Sends a final transaction and follows it. It sends the stored bytes and no others, so doing it again after a crash is harmless: that
 * is the way back.
 */
@ApplicationScoped
public class BroadcastJob implements JobHandler {

    /** From this depth on no reorg is expected any more. */
    private static final int BURIED = 100;

    private static final int REWATCH_FACTOR = 6;

    private final ProposalService proposals;
    private final ChainBackend chain;
    private final ChainConfig config;
    private final Workers workers;

    BroadcastJob(ProposalService proposals, ChainBackend chain, ChainConfig config, Workers workers) {
        this.proposals = proposals;
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
            case COLLECTING, REJECTED, CANCELLED, EXPIRED, REPLACED, FAILED -> done();
        };
    }

    private Uni<JobOutcome> checkedAndSent(Proposal proposal) {
        Transaction transaction = finalOf(proposal);
        List<TxOutput> coins =
                proposal.facts().inputs().stream().map(SpentCoin::output).toList();
        return workers.compute(() -> SpendCheck.run(transaction, coins)).chain(failure -> failure.map(why -> move(
                                proposal, current -> current.failed(new Failure("script_check_failed", why.toString())))
                        .replaceWith(JobOutcome.DONE))
                .orElseGet(() -> sent(proposal, transaction)));
    }

    private Uni<JobOutcome> sent(Proposal proposal, Transaction transaction) {
        return chain.broadcast(transaction).chain(answer -> answer.rejection()
                .map(rejection -> refused(proposal, rejection))
                .orElseGet(() -> move(proposal, Proposal::broadcast).replaceWith(soon())));
    }

    /** A refusal may mean that the transaction, or another that spends its coins, is there already. */
    private Uni<JobOutcome> refused(Proposal proposal, BroadcastAnswer.Rejection rejection) {
        return status(proposal).chain(status -> switch (status.kind()) {
            case MEMPOOL, CONFIRMED -> move(proposal, Proposal::broadcast).replaceWith(soon());
            case UNKNOWN, CONFLICTED ->
                move(
                                proposal,
                                current -> current.failed(
                                        new Failure(rejection.reason().word(), rejection.detail())))
                        .replaceWith(JobOutcome.DONE);
        });
    }

    private Uni<JobOutcome> followed(Proposal proposal) {
        return status(proposal).chain(status -> switch (status.kind()) {
            case MEMPOOL -> back(proposal).replaceWith(soon());
            case UNKNOWN -> back(proposal).chain(() -> sentAgain(proposal));
            case CONFIRMED -> confirmed(proposal, status);
            case CONFLICTED -> conflicted(proposal, status);
        });
    }

    private Uni<JobOutcome> confirmed(Proposal proposal, TransactionStatus status) {
        if (status.confirmations() < config.confirmations()) {
            return back(proposal).replaceWith(soon());
        }
        return move(proposal, BroadcastJob::toConfirmed)
                .replaceWith(status.confirmations() < BURIED ? seldom() : JobOutcome.DONE);
    }

    private static Change<Proposal> toConfirmed(Proposal current) {
        Change<Proposal> open = current.state() == io.countersign.proposal.model.ProposalState.CONFLICTED
                ? current.broadcast()
                : Change.none(current);
        Change<Proposal> confirmed = open.next().confirmed();
        return new Change<>(
                confirmed.next(),
                java.util.stream.Stream.concat(open.events().stream(), confirmed.events().stream())
                        .toList());
    }

    /** A conflict counts once it is as deep as a confirmation must be; until then both may win. */
    private Uni<JobOutcome> conflicted(Proposal proposal, TransactionStatus status) {
        if (status.confirmations() < config.confirmations()) {
            return Uni.createFrom().item(soon());
        }
        return move(proposal, Proposal::conflicted)
                .replaceWith(status.confirmations() < BURIED ? seldom() : JobOutcome.DONE);
    }

    /** The node has forgotten it: the same bytes once more. What it says now is no verdict, as it took them before. */
    private Uni<JobOutcome> sentAgain(Proposal proposal) {
        return chain.broadcast(finalOf(proposal)).replaceWith(soon());
    }

    /** After a reorg: what was confirmed or conflicted is open again. */
    private Uni<Proposal> back(Proposal proposal) {
        return switch (proposal.state()) {
            case CONFIRMED, CONFLICTED -> move(proposal, Proposal::broadcast);
            default -> Uni.createFrom().item(proposal);
        };
    }

    private Uni<TransactionStatus> status(Proposal proposal) {
        Transaction transaction = finalOf(proposal);
        return chain.status(transaction.txid(), transaction.outpoints());
    }

    private Uni<Proposal> move(Proposal proposal, Function<Proposal, Change<Proposal>> decide) {
        return proposals
                .change(null, proposal.id(), decide, (next, entries) -> Answer.noContent())
                .replaceWith(proposal);
    }

    private JobOutcome soon() {
        return JobOutcome.againIn(config.pollInterval());
    }

    private JobOutcome seldom() {
        return JobOutcome.againIn(config.pollInterval().multipliedBy(REWATCH_FACTOR));
    }

    private Uni<JobOutcome> done() {
        return Uni.createFrom().item(JobOutcome.DONE);
    }

    private static Transaction finalOf(Proposal proposal) {
        Optional<Transaction> transaction = proposal.finalTransaction();
        return transaction.orElseThrow(() -> new IllegalStateException("a final proposal without its transaction"));
    }
}
