package io.countersign.contribution;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.Entry;
import io.countersign.kernel.ProposalId;
import io.countersign.key.model.NoncePointTakenException;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.telemetry.Traces;
import io.countersign.platform.work.Workers;
import io.countersign.proposal.Judged;
import io.countersign.proposal.Judging;
import io.countersign.proposal.ProposalService;
import io.countersign.proposal.SessionJudging;
import io.countersign.proposal.SignatureNonces;
import io.countersign.proposal.model.Offered;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.PsbtUpload;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The intake of signed PSBTs. A signature counts by the key that made it, whoever carried it in; what was once counted never
 * disappears.
 */
@ApplicationScoped
public class ContributionService {

    private final ProposalService proposals;
    private final SignatureNonces nonces;
    private final SessionJudging sessions;
    private final Transactions transactions;
    private final Workers workers;
    private final Traces traces;
    private final Clock clock;

    ContributionService(
            ProposalService proposals,
            SignatureNonces nonces,
            SessionJudging sessions,
            Transactions transactions,
            Workers workers,
            Traces traces,
            Clock clock) {
        this.proposals = proposals;
        this.nonces = nonces;
        this.sessions = sessions;
        this.transactions = transactions;
        this.workers = workers;
        this.traces = traces;
        this.clock = clock;
    }

    /** Takes in a signed PSBT: find the proposal, read it and verify every signature off the event loop, then count it under the row lock. */
    public Uni<Answer> contribute(
            Caller caller,
            ProposalId id,
            Bytes signed,
            Consumer<Proposal> precondition,
            Function<Contribution, Answer> render) {
        return proposals
                .get(id)
                .invoke(precondition)
                .chain(proposal -> traces.within("verify signatures", () -> judged(caller, proposal, signed)))
                .chain(judged ->
                        traces.within("count signatures", () -> counted(caller, id, judged, precondition, render)))
                // Who took a point of a nonce in the meantime is found by judging once more.
                .onFailure(NoncePointTakenException.class)
                .retry()
                .atMost(1);
    }

    private Uni<Judged> judged(Caller caller, Proposal proposal, Bytes signed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return proposals.expectedSpend(proposal).chain(spend -> workers.compute(
                        () -> Judging.verify(proposal.facts(), spend, PsbtUpload.read(signed, spend.walletKeys())))
                .chain(verified -> nonces.judge(caller, verified, now))
                .chain(upload -> sessions.judge(caller, proposal, spend, upload, now)));
    }

    private Uni<Answer> counted(
            Caller caller,
            ProposalId id,
            Judged judged,
            Consumer<Proposal> precondition,
            Function<Contribution, Answer> render) {
        Offered offered = judged.offered();
        Counting counting = new Counting(judged);
        return transactions.answering(() -> proposals
                .changeWithin(
                        caller.accountId(),
                        id,
                        proposal -> {
                            precondition.accept(proposal);
                            counting.accepted = proposal.notYetCounted(offered);
                            return proposal.count(offered, judged.assemble(), clock.instant());
                        },
                        (proposal, entries) -> render.apply(counting.outcome(proposal, entries)))
                .call(() -> nonces.take(id, judged.signatureNonces())));
    }

    /** Carries what the decision found new to the answer. */
    private static final class Counting {

        private final Judged judged;
        private Offered accepted = Offered.NOTHING;

        Counting(Judged judged) {
            this.judged = judged;
        }

        Contribution outcome(Proposal proposal, List<Entry> entries) {
            Offered offered = judged.offered();
            Entry entry = entries.isEmpty() ? proposal.newestEntry(offered).orElseThrow() : entries.get(0);
            return new Contribution(
                    proposal, accepted.parts(), offered.size() - accepted.size(), judged.ignored(), entry);
        }
    }
}
