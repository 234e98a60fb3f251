package io.countersign.proposal.http;

import io.countersign.kernel.Entry;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.Right;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.Json;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.proposal.ProposalService;
import io.countersign.proposal.model.Proposal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** MuSig2 sessions of a proposal: begun anew where a signer has lost its secret nonce. */
@Path("/v1/proposals/{proposalId}/signing-sessions")
@Tag(name = "Proposals")
public class SigningSessionResource {

    private final ProposalService proposals;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Clock clock;

    SigningSessionResource(
            ProposalService proposals, CurrentCaller caller, Exchange exchange, Commands commands, Clock clock) {
        this.proposals = proposals;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.clock = clock;
    }

    @POST
    @Operation(
            summary =
                    "Begin a new MuSig2 session: all nonces and partial signatures are void, and new ones are asked for")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> begin(ProposalId proposalId) {
        return commands.post(
                () -> proposals.require(caller.get(), proposalId, Right.COSIGN),
                () -> proposals.restartSession(
                        caller.get(),
                        proposalId,
                        proposal -> exchange.ifMatch().require(Etags.ofVersion(proposal.versionAt(clock.instant()))),
                        this::begun));
    }

    private Answer begun(Proposal proposal, List<Entry> entries) {
        ProposalView view = ProposalView.of(proposal, clock.instant()).with(null, entries.get(0));
        return Answer.created(Json.write(view), "/v1/proposals/" + proposal.id())
                .withEtag(Etags.ofVersion(view.version()));
    }
}
