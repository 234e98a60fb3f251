package io.countersign.operator.http;

import io.countersign.kernel.Page;
import io.countersign.operator.OperatorService;
import io.countersign.operator.http.OperatorViews.OperatorProposalView;
import io.countersign.operator.model.Diagnosis;
import io.countersign.operator.model.ProposalLook;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Proposals and what holds them up. */
@Path("/v1/operator/proposals")
@Tag(name = "Operators")
public class OperatorProposalResource {

    private final OperatorService operators;
    private final OperatorCalls calls;

    OperatorProposalResource(OperatorService operators, OperatorCalls calls) {
        this.operators = operators;
        this.calls = calls;
    }

    private static final Set<String> STATES = Set.of(
            "collecting",
            "finalized",
            "broadcast",
            "confirmed",
            "rejected",
            "cancelled",
            "expired",
            "replaced",
            "conflicted",
            "failed");

    @GET
    @Operation(
            summary =
                    "Proposals and their progress, newest first; ?stuck=true leaves those that do not get on, with reason and remedy")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = OperatorProposalView.class)))
    public Uni<Response> list() {
        return calls.list(
                page -> operators.diagnosis().chain(diagnosis -> operators
                        .proposals(calls.word("state", STATES), calls.flag("stuck"), page)
                        .map(found -> chosen(found, diagnosis, calls.flag("stuck")))),
                view -> view);
    }

    /** A page of stuck ones may hold fewer than asked for, and still have a next. */
    private static Page<OperatorProposalView> chosen(Page<ProposalLook> page, Diagnosis diagnosis, boolean onlyStuck) {
        return new Page<>(
                page.items().stream()
                        .map(proposal -> OperatorProposalView.of(proposal, diagnosis))
                        .filter(view -> !onlyStuck || view.stuck() != null)
                        .toList(),
                page.nextCursor());
    }
}
