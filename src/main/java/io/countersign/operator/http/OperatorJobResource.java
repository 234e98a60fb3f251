package io.countersign.operator.http;

import io.countersign.kernel.JobId;
import io.countersign.operator.OperatorService;
import io.countersign.operator.RepairService;
import io.countersign.operator.http.OperatorViews.JobView;
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

/** Later work. */
@Path("/v1/operator/jobs")
@Tag(name = "Operators")
public class OperatorJobResource {

    private final OperatorService operators;
    private final RepairService repairs;
    private final OperatorCalls calls;

    OperatorJobResource(OperatorService operators, RepairService repairs, OperatorCalls calls) {
        this.operators = operators;
        this.repairs = repairs;
        this.calls = calls;
    }

    private static final Set<String> STATES = Set.of("waiting", "running", "retrying");

    @GET
    @Operation(summary = "Jobs, newest first; of one state by ?state=")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Uni<Response> list() {
        return calls.list(page -> operators.jobs(calls.word("state", STATES), page), JobView::of);
    }

    @POST
    @Path("/{jobId}/retries")
    @Operation(summary = "Make a waiting job due now")
    @APIResponse(responseCode = "204")
    public Uni<Response> retry(JobId jobId) {
        return calls.post(operator -> repairs.retry(operator, jobId));
    }
}
