package io.countersign.operator.http;

import io.countersign.operator.OperatorService;
import io.countersign.operator.RepairService;
import io.countersign.operator.http.OperatorViews.ChainView;
import io.countersign.operator.http.OperatorViews.RescanView;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Json;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The chain backend. */
@Path("/v1/operator/chain")
@Tag(name = "Operators")
public class OperatorChainResource {

    private final OperatorService operators;
    private final RepairService repairs;
    private final OperatorCalls calls;

    OperatorChainResource(OperatorService operators, RepairService repairs, OperatorCalls calls) {
        this.operators = operators;
        this.repairs = repairs;
        this.calls = calls;
    }

    @GET
    @Operation(summary = "The chain backend: whether it answers, its height and how old its newest block is")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChainView.class)))
    public Uni<Response> get() {
        return calls.get(() -> operators.chain().map(ChainView::of));
    }

    @POST
    @Path("/rescans")
    @Operation(summary = "Look for every final transaction on the chain anew")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RescanView.class)))
    public Uni<Response> rescan() {
        return calls.post(
                operator -> repairs.rescan(operator, number -> Answer.ok(Json.write(new RescanView(number)))));
    }
}
