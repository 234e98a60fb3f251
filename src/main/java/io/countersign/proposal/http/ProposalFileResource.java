package io.countersign.proposal.http;

import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.Right;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.MediaTypes;
import io.countersign.platform.http.Reads;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.platform.identity.WalletRights;
import io.countersign.proposal.ProposalService;
import io.countersign.proposal.model.Proposal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What devices and nodes take of a proposal: its PSBT and its final transaction. */
@Path("/v1/proposals/{proposalId}")
@Tag(name = "Proposals")
public class ProposalFileResource {

    private static final String OCTETS = "application/octet-stream";
    private static final String TEXT = "text/plain";
    private static final String JSON = "application/json";

    private final ProposalService proposals;
    private final WalletRights rights;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Reads reads;
    private final Clock clock;

    ProposalFileResource(
            ProposalService proposals,
            WalletRights rights,
            CurrentCaller caller,
            Exchange exchange,
            Reads reads,
            Clock clock) {
        this.proposals = proposals;
        this.rights = rights;
        this.caller = caller;
        this.exchange = exchange;
        this.reads = reads;
        this.clock = clock;
    }

    @GET
    @Path("/psbt")
    @Operation(summary = "The combined PSBT, as bytes or as base64 text by Accept; ?version=0 or 2")
    @APIResponse(
            responseCode = "200",
            content = {@Content(mediaType = OCTETS), @Content(mediaType = TEXT)})
    public Uni<Response> psbt(ProposalId proposalId) {
        return read(proposalId, proposal -> {
            int version = version();
            String type = MediaTypes.best(exchange.headers("Accept"), List.of(OCTETS, TEXT));
            return proposals.psbt(proposal, version).map(psbt -> psbtAnswer(proposal, psbt, version, type));
        });
    }

    @GET
    @Path("/transaction")
    @Operation(summary = "The final transaction, once there is one, as JSON or as bytes by Accept")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = JSON, schema = @Schema(implementation = TransactionView.class)),
                @Content(mediaType = OCTETS)
            })
    public Uni<Response> transaction(ProposalId proposalId) {
        return read(proposalId, proposal -> {
            String type = MediaTypes.best(exchange.headers("Accept"), List.of(JSON, OCTETS));
            Answer answer = proposal.finalTransaction()
                    .map(transaction -> type.equals(JSON)
                            ? Answer.ok(Json.write(TransactionView.of(proposal, transaction)))
                            : Answer.ok(transaction.serialize()).withContentType(OCTETS))
                    .orElseThrow(CommonRefusal::nothingHere);
            return Uni.createFrom().item(answer);
        });
    }

    private Uni<Response> read(ProposalId proposalId, Function<Proposal, Uni<Answer>> answer) {
        return proposals
                .walletOf(proposalId)
                .chain(walletId -> reads.get(walletId, () -> rights.require(caller.get(), walletId, Right.READ)
                        .chain(() -> proposals.get(proposalId))
                        .chain(proposal -> answer.apply(proposal))));
    }

    private Answer psbtAnswer(Proposal proposal, Bytes psbt, int version, String type) {
        Bytes body = type.equals(TEXT) ? Bytes.wrap(Base64Text.encode(psbt).getBytes(StandardCharsets.US_ASCII)) : psbt;
        return Answer.ok(body)
                .withContentType(type)
                .withEtag("\"%d-%d\"".formatted(proposal.versionAt(clock.instant()), version));
    }

    private int version() {
        return switch (exchange.query("version").orElse("0")) {
            case "0" -> 0;
            case "2" -> 2;
            default -> throw HttpRefusal.MALFORMED_QUERY.refuse("version is 0 or 2.");
        };
    }
}
