package io.countersign.operator.http;

import io.countersign.operator.OperatorService;
import io.countersign.operator.http.OperatorViews.OverviewView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The server at a glance. */
@Path("/v1/operator/overview")
@Tag(name = "Operators")
public class OverviewResource {

    private final OperatorService operators;
    private final OperatorCalls calls;

    OverviewResource(OperatorService operators, OperatorCalls calls) {
        this.operators = operators;
        this.calls = calls;
    }

    @GET
    @Operation(summary = "Counts by state and age, signatures waited for, jobs, chain and journal")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OverviewView.class)))
    public Uni<Response> get() {
        return calls.get(() -> operators
                .overview()
                .chain(overview -> operators.chain().map(chain -> OverviewView.of(overview, chain))));
    }
}
