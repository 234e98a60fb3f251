package io.countersign.account.http;

import io.countersign.account.Memberships;
import io.countersign.account.http.SignInViews.MemberView;
import io.countersign.account.model.Member;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.identity.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The members of a wallet. */
@Path("/v1/wallets/{walletId}/members")
@Tag(name = "Wallets")
public class MemberResource {

    private final Memberships memberships;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Reads reads;

    MemberResource(Memberships memberships, CurrentCaller caller, Exchange exchange, Commands commands, Reads reads) {
        this.memberships = memberships;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.reads = reads;
    }

    @GET
    @Operation(summary = "The members, their roles and the login keys that check their signatures")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = MemberView.class)))
    public Uni<Response> list(WalletId walletId) {
        return reads.get(walletId, () -> memberships
                .require(caller.get(), walletId, Right.READ)
                .chain(() -> memberships.members(walletId))
                .map(members -> shown(members)));
    }

    @GET
    @Path("/{accountId}")
    @Operation(summary = "A member, with its roles and the login keys that check its signatures")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MemberView.class)))
    public Uni<Response> get(WalletId walletId, AccountId accountId) {
        return reads.get(walletId, () -> memberships
                .require(caller.get(), walletId, Right.READ)
                .chain(() -> memberships.members(walletId))
                .map(members -> shown(Memberships.member(members, accountId))));
    }

    @DELETE
    @Path("/{accountId}")
    @Operation(summary = "Take a member's roles away; never the last owner's")
    @APIResponse(responseCode = "204")
    public Uni<Response> remove(WalletId walletId, AccountId accountId) {
        return commands.delete(
                () -> memberships.require(caller.get(), walletId, Right.OWN),
                () -> memberships.remove(caller.get(), walletId, accountId, members -> exchange.ifMatch()
                        .require(Etags.of(shown(members)), Etags.of(shown(Memberships.member(members, accountId))))));
    }

    private static Answer shown(List<Member> members) {
        return Answer.ok(Json.write(members.stream().map(MemberView::of).toList()));
    }

    private static Answer shown(Member member) {
        return Answer.ok(Json.write(MemberView.of(member)));
    }
}
