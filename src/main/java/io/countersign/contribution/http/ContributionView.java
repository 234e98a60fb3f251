package io.countersign.contribution.http;

import io.countersign.contribution.Contribution;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.ReceiptView;
import io.countersign.proposal.http.AcceptedView;
import io.countersign.proposal.http.ProposalView;
import java.time.Instant;
import java.util.List;

/** What became of a signed PSBT, as the wire has it. */
public record ContributionView(
        List<AcceptedView> accepted,
        int alreadyKnown,
        List<AcceptedView> ignored,
        ReceiptView receipt,
        ProposalView proposal) {

    /** 201 where something new counts, 200 where all was known. */
    static Answer answer(Contribution contribution, Instant now) {
        ProposalView proposal = ProposalView.of(contribution.proposal(), now);
        ContributionView view = new ContributionView(
                contribution.accepted().stream().map(AcceptedView::of).toList(),
                contribution.alreadyKnown(),
                contribution.ignored().stream().map(AcceptedView::of).toList(),
                ReceiptView.of(contribution.entry()),
                proposal);
        Answer answer = contribution.accepted().isEmpty()
                ? Answer.ok(Json.write(view))
                : Answer.created(Json.write(view), "/v1/proposals/" + proposal.id());
        return answer.withEtag(Etags.ofVersion(proposal.version()));
    }
}
