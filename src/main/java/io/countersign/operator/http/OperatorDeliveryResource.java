package io.countersign.operator.http;

import io.countersign.kernel.DeliveryId;
import io.countersign.operator.OperatorService;
import io.countersign.operator.RepairService;
import io.countersign.operator.http.OperatorViews.OperatorDeliveryView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Deliveries of all webhooks. */
@Path("/v1/operator/deliveries")
@Tag(name = "Operators")
public class OperatorDeliveryResource {

    private final OperatorService operators;
    private final RepairService repairs;
    private final OperatorCalls calls;

    OperatorDeliveryResource(OperatorService operators, RepairService repairs, OperatorCalls calls) {
        this.operators = operators;
        this.repairs = repairs;
        this.calls = calls;
    }

    private static final Set<String> STATES = Set.of("pending", "delivered", "failed");

    @GET
    @Operation(summary = "Deliveries of all webhooks, newest first, without where they go; of one state by ?state=")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = OperatorDeliveryView.class)))
    public Uni<Response> list() {
        return calls.list(page -> operators.deliveries(calls.word("state", STATES), page), OperatorDeliveryView::of);
    }

    @POST
    @Path("/{deliveryId}/redelivery")
    @Operation(summary = "Have a delivery sent again, under the same webhook-id")
    @APIResponse(responseCode = "204")
    public Uni<Response> redeliver(DeliveryId deliveryId) {
        return calls.post(operator -> repairs.redeliver(operator, deliveryId));
    }
}
