package io.countersign.operator.http;

import io.countersign.kernel.AccountId;
import io.countersign.operator.OperatorService;
import io.countersign.operator.RepairService;
import io.countersign.operator.http.OperatorViews.OperatorAccountView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
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

/** Accounts. */
@Path("/v1/operator/accounts")
@Tag(name = "Operators")
public class OperatorAccountResource {

    private final OperatorService operators;
    private final RepairService repairs;
    private final OperatorCalls calls;

    OperatorAccountResource(OperatorService operators, RepairService repairs, OperatorCalls calls) {
        this.operators = operators;
        this.repairs = repairs;
        this.calls = calls;
    }

    private static final Set<String> STATES = Set.of("active", "disabled");

    @GET
    @Operation(summary = "Accounts, newest first; of one state by ?state=")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OperatorAccountView.class)))
    public Uni<Response> list() {
        return calls.list(page -> operators.accounts(calls.word("state", STATES), page), OperatorAccountView::of);
    }

    @POST
    @Path("/{accountId}/disablement")
    @Operation(summary = "Shut an account out and end its sessions; its memberships and keys stay")
    @APIResponse(responseCode = "204")
    public Uni<Response> disable(AccountId accountId) {
        return calls.post(operator -> repairs.disable(operator, accountId));
    }

    @DELETE
    @Path("/{accountId}/disablement")
    @Operation(summary = "Let a disabled account sign in again")
    @APIResponse(responseCode = "204")
    public Uni<Response> enable(AccountId accountId) {
        return calls.delete(operator -> repairs.enable(operator, accountId));
    }

    @DELETE
    @Path("/{accountId}/sessions")
    @Operation(summary = "End all sessions of an account")
    @APIResponse(responseCode = "204")
    public Uni<Response> revokeSessions(AccountId accountId) {
        return calls.delete(operator -> repairs.revokeSessions(operator, accountId));
    }
}
