package io.countersign.contribution.http;

import io.countersign.contribution.ContributionService;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.Right;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Required;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.proposal.ProposalService;
import io.countersign.proposal.http.PsbtBody;
import io.countersign.proposal.model.Proposal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signed PSBTs come in here: as bytes, as base64 text, or in JSON. */
@Path("/v1/proposals/{proposalId}/contributions")
@Tag(name = "Contributions")
public class ContributionResource {

    private static final String OCTETS = "application/octet-stream";
    private static final String TEXT = "text/plain";
    private static final String JSON = "application/json";
    private static final Set<String> TAKEN = Set.of(OCTETS, TEXT, JSON);

    private final ContributionService contributions;
    private final ProposalService proposals;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Clock clock;

    ContributionResource(
            ContributionService contributions,
            ProposalService proposals,
            CurrentCaller caller,
            Exchange exchange,
            Commands commands,
            Clock clock) {
        this.contributions = contributions;
        this.proposals = proposals;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.clock = clock;
    }

    @POST
    @Operation(summary = "Hand in a signed PSBT: every signature is verified, all or nothing; ?signingSession=")
    @RequestBody(
            content = {
                @Content(mediaType = OCTETS),
                @Content(mediaType = TEXT),
                @Content(mediaType = JSON, schema = @Schema(implementation = ContributionRequest.class))
            })
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ContributionView.class)))
    public Uni<Response> contribute(ProposalId proposalId) {
        return commands.post(
                () -> proposals.require(caller.get(), proposalId, Right.PROPOSE),
                TAKEN,
                this::read,
                signed -> contributions.contribute(
                        caller.get(),
                        proposalId,
                        signed,
                        this::require,
                        contribution -> ContributionView.answer(contribution, clock.instant())));
    }

    /** {@code If-Match}, and {@code ?signingSession=}, the MuSig2 session that the client has signed in. */
    private void require(Proposal proposal) {
        exchange.ifMatch().require(Etags.ofVersion(proposal.versionAt(clock.instant())));
        exchange.query("signingSession").ifPresent(proposal::requireSession);
    }

    private Bytes read(Bytes body) {
        return switch (exchange.mediaType()) {
            case OCTETS -> PsbtBody.of(body);
            case TEXT -> PsbtBody.ofText(new String(body.toArray(), StandardCharsets.UTF_8));
            default ->
                PsbtBody.ofText(Required.member(
                        "psbt", Json.read(body, ContributionRequest.class).psbt()));
        };
    }
}
