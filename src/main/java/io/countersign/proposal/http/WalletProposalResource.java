package io.countersign.proposal.http;

import static io.countersign.kernel.CommonRefusal.MAX_MEMO;

import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Entry;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.http.Times;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.platform.identity.WalletRights;
import io.countersign.proposal.CreationService;
import io.countersign.proposal.NewProposal;
import io.countersign.proposal.ProposalService;
import io.countersign.proposal.model.Part;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.ProposalRefusal;
import io.countersign.proposal.model.ProposalState;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The proposals of a wallet: made and listed. */
@Path("/v1/wallets/{walletId}/proposals")
@Tag(name = "Proposals")
public class WalletProposalResource {

    private final ProposalService proposals;
    private final CreationService creation;
    private final WalletRights rights;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Reads reads;
    private final Clock clock;

    WalletProposalResource(
            ProposalService proposals,
            CreationService creation,
            WalletRights rights,
            CurrentCaller caller,
            Exchange exchange,
            Commands commands,
            Reads reads,
            Clock clock) {
        this.proposals = proposals;
        this.creation = creation;
        this.rights = rights;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.reads = reads;
        this.clock = clock;
    }

    @POST
    @Operation(summary = "Propose a PSBT; its unsigned transaction never changes again")
    @RequestBody(content = @Content(schema = @Schema(implementation = CreateProposalRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> create(WalletId walletId) {
        return commands.post(
                () -> rights.require(caller.get(), walletId, Right.PROPOSE),
                CreateProposalRequest.class,
                request -> commands.requireCurrent(() -> shown(walletId).map(List::of))
                        .chain(() -> creation.create(caller.get(), walletId, read(request), this::created)));
    }

    @GET
    @Operation(summary = "A wallet's proposals, newest first; ?state=")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ProposalView.ProposalPage.class)))
    public Uni<Response> list(WalletId walletId) {
        return reads.get(walletId, () -> rights.require(caller.get(), walletId, Right.READ)
                .chain(() -> shown(walletId)));
    }

    private Uni<Answer> shown(WalletId walletId) {
        return proposals
                .list(walletId, state(), exchange.page())
                .map(page -> page.map(proposal -> ProposalView.of(proposal, clock.instant())))
                .map(page -> Answer.ok(Json.write(new ProposalView.ProposalPage(page.items(), page.nextCursor()))));
    }

    private NewProposal read(CreateProposalRequest request) {
        if (request.psbt() == null) {
            if (request.recipients() != null) {
                throw ProposalRefusal.RECIPIENTS_UNSUPPORTED.refuse(
                        "The server takes a proposal as a PSBT; it does not build one from recipients yet.");
            }
            throw HttpRefusal.MALFORMED_BODY.refuse("The member psbt is missing.");
        }
        if (request.recipients() != null
                || request.feeRate() != null
                || request.utxos() != null
                || request.sendMax() != null) {
            throw HttpRefusal.MALFORMED_BODY.refuse(
                    "A proposal has a psbt, or recipients with their fee rate, not both.");
        }
        String memo = request.memo();
        return new NewProposal(
                PsbtBody.ofText(request.psbt()),
                memo == null ? null : CommonRefusal.requireLength("memo", memo, MAX_MEMO),
                request.expiresAt() == null ? null : Times.parse("expiresAt", request.expiresAt()),
                request.spendPath(),
                Boolean.TRUE.equals(request.allowConflict()),
                Boolean.TRUE.equals(request.allowHighFee()));
    }

    private Optional<ProposalState> state() {
        return exchange.query("state").map(word -> Arrays.stream(ProposalState.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> HttpRefusal.MALFORMED_QUERY.refuse("state is one of the states of a proposal.")));
    }

    private Answer created(Proposal proposal, List<Entry> entries) {
        List<AcceptedView> accepted = acceptedViews(proposal.collected().parts());
        ProposalView view = ProposalView.of(proposal, clock.instant()).with(accepted, entries.get(0));
        return Answer.created(Json.write(view), "/v1/proposals/" + proposal.id())
                .withEtag(Etags.ofVersion(view.version()));
    }

    private static @Nullable List<AcceptedView> acceptedViews(List<Part> parts) {
        return parts.isEmpty() ? null : parts.stream().map(AcceptedView::of).toList();
    }
}
