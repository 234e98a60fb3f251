package io.countersign.contribution;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.Entry;
import io.countersign.kernel.ProposalId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.telemetry.Traces;
import io.countersign.platform.work.Workers;
import io.countersign.proposal.Judging;
import io.countersign.proposal.ProposalService;
import io.countersign.proposal.model.CountedSignature;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.PsbtUpload;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
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
    private final Workers workers;
    private final Traces traces;
    private final Clock clock;

    ContributionService(ProposalService proposals, Workers workers, Traces traces, Clock clock) {
        this.proposals = proposals;
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
                .chain(proposal -> traces.within("verify signatures", () -> verified(proposal, signed)))
                .chain(signatures ->
                        traces.within("count signatures", () -> counted(caller, id, signatures, precondition, render)));
    }

    private Uni<Verified> verified(Proposal proposal, Bytes signed) {
        return proposals
                .expectedSpend(proposal)
                .chain(spend -> workers.compute(() -> new Verified(
                        Judging.required(
                                proposal.facts(),
                                spend,
                                PsbtUpload.read(signed, spend.walletKeys()),
                                clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                        all -> Judging.assemble(spend, all))));
    }

    private Uni<Answer> counted(
            Caller caller,
            ProposalId id,
            Verified verified,
            Consumer<Proposal> precondition,
            Function<Contribution, Answer> render) {
        List<CountedSignature> offered = verified.signatures();
        Counting counting = new Counting(offered);
        return proposals.change(
                caller.accountId(),
                id,
                proposal -> {
                    precondition.accept(proposal);
                    counting.accepted = proposal.notYetCounted(offered);
                    return proposal.count(offered, verified.assemble(), clock.instant());
                },
                (proposal, entries) -> render.apply(counting.outcome(proposal, entries)));
    }

    /** The signatures of an upload, each proven, and how a final transaction is made of all. */
    private record Verified(
            List<CountedSignature> signatures,
            Function<List<CountedSignature>, io.countersign.crypto.tx.Transaction> assemble) {
        Verified {
            signatures = List.copyOf(signatures);
        }
    }

    /** Carries what the decision found new to the answer. */
    private static final class Counting {

        private final List<CountedSignature> offered;
        private List<CountedSignature> accepted = List.of();

        Counting(List<CountedSignature> offered) {
            this.offered = offered;
        }

        Contribution outcome(Proposal proposal, List<Entry> entries) {
            Entry entry = entries.isEmpty() ? proposal.newestEntry(offered).orElseThrow() : entries.get(0);
            return new Contribution(proposal, accepted, offered.size() - accepted.size(), entry);
        }
    }
}
