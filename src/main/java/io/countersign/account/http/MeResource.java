package io.countersign.account.http;

import io.countersign.account.AccountService;
import io.countersign.account.AccountService.NewLoginKey;
import io.countersign.account.http.SignInRequests.AddLoginKeyRequest;
import io.countersign.account.http.SignInViews.LoginKeyView;
import io.countersign.account.http.SignInViews.MeView;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.Me;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.LoginKeyId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.http.Required;
import io.countersign.platform.identity.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One's own account. */
@Path("/v1/me")
@Tag(name = "Signing in")
public class MeResource {

    private final AccountService accounts;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Reads reads;
    private final Network network;

    MeResource(
            AccountService accounts,
            CurrentCaller caller,
            Exchange exchange,
            Commands commands,
            Reads reads,
            Network network) {
        this.accounts = accounts;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.reads = reads;
        this.network = network;
    }

    @GET
    @Operation(summary = "The caller's account, login keys and memberships")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeView.class)))
    public Uni<Response> me() {
        return reads.get(
                Notifications.ALL, () -> accounts.me(caller.get().accountId()).map(MeResource::shown));
    }

    @POST
    @Path("/login-keys")
    @Operation(summary = "Bind another login key, which has signed a challenge")
    @RequestBody(content = @Content(schema = @Schema(implementation = AddLoginKeyRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = LoginKeyView.class)))
    public Uni<Response> addLoginKey() {
        return commands.post(
                () -> Uni.createFrom().voidItem(),
                AddLoginKeyRequest.class,
                request -> accounts.addLoginKey(caller.get(), added(request), this::require, MeResource::added));
    }

    @GET
    @Path("/login-keys/{loginKeyId}")
    @Operation(summary = "A login key of the caller's")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LoginKeyView.class)))
    public Uni<Response> loginKey(LoginKeyId loginKeyId) {
        return reads.get(Notifications.ALL, () -> accounts.me(caller.get().accountId())
                .map(me -> shown(me.loginKey(loginKeyId))));
    }

    @DELETE
    @Path("/login-keys/{loginKeyId}")
    @Operation(summary = "Take a login key away, with the sessions that it opened; never the last")
    @APIResponse(responseCode = "204")
    public Uni<Response> removeLoginKey(LoginKeyId loginKeyId) {
        return commands.delete(
                () -> accounts.me(caller.get().accountId())
                        .map(me -> me.loginKey(loginKeyId))
                        .replaceWithVoid(),
                () -> accounts.removeLoginKey(caller.get(), loginKeyId, me -> exchange.ifMatch()
                        .require(Etags.of(shown(me)), Etags.of(shown(me.loginKey(loginKeyId))))));
    }

    private NewLoginKey added(AddLoginKeyRequest request) {
        return new NewLoginKey(
                Required.member("loginKey", request.loginKey()).loginKey(network),
                SignInRequests.challengeId(request.challengeId()),
                Required.member("signature", request.signature()));
    }

    private void require(Me me) {
        exchange.ifMatch().require(Etags.of(shown(me)));
    }

    static Answer shown(Me me) {
        return Answer.ok(Json.write(MeView.of(me)));
    }

    private static Answer shown(BoundLoginKey key) {
        return Answer.ok(Json.write(LoginKeyView.of(key)));
    }

    private static Answer added(BoundLoginKey key) {
        Answer shown = shown(key);
        return Answer.created(shown.body(), "/v1/me/login-keys/" + key.id()).withEtag(Etags.of(shown));
    }
}
