package io.countersign.proposal.http;

import static io.countersign.kernel.CommonRefusal.MAX_MEMO;

import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Entry;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.Right;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.http.ReceiptView;
import io.countersign.platform.http.Required;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.platform.identity.WalletRights;
import io.countersign.proposal.ProposalService;
import io.countersign.proposal.model.Proposal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Proposals: made, read, rejected, cancelled, vouched for. */
@Path("/v1/proposals/{proposalId}")
@Tag(name = "Proposals")
public class ProposalResource {

    private final ProposalService proposals;
    private final WalletRights rights;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Reads reads;
    private final Clock clock;

    ProposalResource(
            ProposalService proposals,
            WalletRights rights,
            CurrentCaller caller,
            Exchange exchange,
            Commands commands,
            Reads reads,
            Clock clock) {
        this.proposals = proposals;
        this.rights = rights;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.reads = reads;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "A proposal; ?wait= with If-None-Match holds until it changes")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> get(ProposalId proposalId) {
        return proposals
                .walletOf(proposalId)
                .chain(walletId -> reads.get(walletId, () -> rights.require(caller.get(), walletId, Right.READ)
                        .chain(() -> proposals.get(proposalId))
                        .map(proposal -> shown(proposal))));
    }

    @DELETE
    @Operation(summary = "Cancel, as the creator, while signatures are collected")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> cancel(ProposalId proposalId) {
        return commands.delete(
                () -> requireCreator(proposalId),
                () -> proposals.cancel(
                        caller.get(), proposalId, precondition(), (proposal, entries) -> shown(proposal)));
    }

    @POST
    @Path("/rejections")
    @Operation(summary = "Reject for all of the caller's keys that have not signed")
    @RequestBody(content = @Content(schema = @Schema(implementation = RejectionRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RejectionView.class)))
    public Uni<Response> reject(ProposalId proposalId) {
        return commands.post(
                () -> proposals.require(caller.get(), proposalId, Right.COSIGN),
                RejectionRequest.class,
                request -> proposals.reject(
                        caller.get(),
                        proposalId,
                        request.reason() == null
                                ? null
                                : CommonRefusal.requireLength("reason", request.reason(), MAX_MEMO),
                        precondition(),
                        this::rejected));
    }

    @PUT
    @Path("/attestation")
    @Operation(summary = "Vouch for the proposal as its creator, by a login key")
    @RequestBody(content = @Content(schema = @Schema(implementation = AttestationRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> attest(ProposalId proposalId) {
        return commands.put(
                () -> requireCreator(proposalId),
                AttestationRequest.class,
                request -> proposals.attest(
                        caller.get(),
                        proposalId,
                        Required.member("signature", request.signature()),
                        precondition(),
                        (proposal, entries) -> shown(proposal)));
    }

    private Uni<Void> requireCreator(ProposalId proposalId) {
        return proposals
                .require(caller.get(), proposalId, Right.PROPOSE)
                .chain(() -> proposals.get(proposalId))
                .invoke(proposal -> proposal.requireCreator(caller.get().accountId()))
                .replaceWithVoid();
    }

    private Answer rejected(Proposal proposal, List<Entry> entries) {
        ProposalView view = ProposalView.of(proposal, clock.instant());
        Entry entry = entries.isEmpty() ? proposal.newestRejection() : entries.get(0);
        RejectionView shown = new RejectionView(ReceiptView.of(entry), view);
        Answer answer = entries.isEmpty()
                ? Answer.ok(Json.write(shown))
                : Answer.created(Json.write(shown), "/v1/proposals/" + proposal.id());
        return answer.withEtag(Etags.ofVersion(view.version()));
    }

    private Answer shown(Proposal proposal) {
        ProposalView view = ProposalView.of(proposal, clock.instant());
        return Answer.ok(Json.write(view)).withEtag(Etags.ofVersion(view.version()));
    }

    private Consumer<Proposal> precondition() {
        return proposal -> exchange.ifMatch().require(Etags.ofVersion(proposal.versionAt(clock.instant())));
    }
}
