package io.countersign.operator.http;

import io.countersign.operator.OperatorService;
import io.countersign.operator.http.OperatorViews.OperatorKeyView;
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

/** Keys and when they last showed that they can still sign. */
@Path("/v1/operator/keys")
@Tag(name = "Operators")
public class OperatorKeyResource {

    private final OperatorService operators;
    private final OperatorCalls calls;

    OperatorKeyResource(OperatorService operators, OperatorCalls calls) {
        this.operators = operators;
        this.calls = calls;
    }

    private static final Set<String> DUES = Set.of("health_check");

    @GET
    @Operation(
            summary =
                    "Keys of wallets in use, newest first; ?due=health_check leaves those that have proven nothing for long")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OperatorKeyView.class)))
    public Uni<Response> list() {
        return calls.list(page -> operators.keys(calls.word("due", DUES) != null, page), OperatorKeyView::of);
    }
}
