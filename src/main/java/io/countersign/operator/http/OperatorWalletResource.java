package io.countersign.operator.http;

import io.countersign.operator.OperatorService;
import io.countersign.operator.http.OperatorViews.OperatorWalletView;
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

/** Wallets, without their names, keys and descriptors. */
@Path("/v1/operator/wallets")
@Tag(name = "Operators")
public class OperatorWalletResource {

    private final OperatorService operators;
    private final OperatorCalls calls;

    OperatorWalletResource(OperatorService operators, OperatorCalls calls) {
        this.operators = operators;
        this.calls = calls;
    }

    private static final Set<String> STATES =
            Set.of("collecting_keys", "confirming", "active", "retiring", "retired", "frozen");

    @GET
    @Operation(summary = "Wallets by form, state and counts, newest first; of one state by ?state=")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OperatorWalletView.class)))
    public Uni<Response> list() {
        return calls.list(page -> operators.wallets(calls.word("state", STATES), page), OperatorWalletView::of);
    }
}
