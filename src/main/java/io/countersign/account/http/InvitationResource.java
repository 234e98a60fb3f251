package io.countersign.account.http;

import io.countersign.account.AcceptanceService;
import io.countersign.account.AcceptanceService.NewAccount;
import io.countersign.account.InvitationService;
import io.countersign.account.http.SignInRequests.AcceptanceRequest;
import io.countersign.account.http.SignInRequests.InvitationRequest;
import io.countersign.account.http.SignInViews.InvitationView;
import io.countersign.account.http.SignInViews.InvitedView;
import io.countersign.account.http.SignInViews.MeView;
import io.countersign.account.model.Invitation;
import io.countersign.account.model.Me;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.InvitationId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.http.Required;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Invitations: how an account or a membership comes to be. */
@Path("/v1/invitations")
@Tag(name = "Signing in")
public class InvitationResource {

    private final InvitationService invitations;
    private final AcceptanceService acceptances;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Reads reads;
    private final Clock clock;
    private final Network network;

    InvitationResource(
            InvitationService invitations,
            AcceptanceService acceptances,
            CurrentCaller caller,
            Exchange exchange,
            Commands commands,
            Reads reads,
            Clock clock,
            Network network) {
        this.invitations = invitations;
        this.acceptances = acceptances;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.reads = reads;
        this.clock = clock;
        this.network = network;
    }

    @POST
    @Operation(summary = "Invite to an account (operators) or to a role in a wallet (its owners)")
    @RequestBody(content = @Content(schema = @Schema(implementation = InvitationRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = InvitedView.class)))
    public Uni<Response> invite() {
        return commands.post(this::requireRight, InvitationRequest.class, this::invite);
    }

    @GET
    @Path("/{invitationId}")
    @Operation(summary = "An invitation, without its code")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvitationView.class)))
    public Uni<Response> get(InvitationId invitationId) {
        return reads.get(
                Notifications.ALL,
                () -> invitations.get(caller.get(), invitationId).map(this::shown));
    }

    @DELETE
    @Path("/{invitationId}")
    @Operation(summary = "Withdraw an invitation that is open")
    @APIResponse(responseCode = "204")
    public Uni<Response> withdraw(InvitationId invitationId) {
        return commands.delete(
                () -> invitations.get(caller.get(), invitationId).replaceWithVoid(),
                () -> invitations.withdraw(caller.get(), invitationId, invitation -> exchange.ifMatch()
                        .require(Etags.of(shown(invitation)))));
    }

    @POST
    @Path("/acceptance")
    @Operation(summary = "Accept: without a token it makes an account, with one it adds the role to the caller's")
    @RequestBody(content = @Content(schema = @Schema(implementation = AcceptanceRequest.class)))
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = SignInViews.TokensView.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MeView.class)))
    public Uni<Response> accept() {
        return commands.post(() -> Uni.createFrom().voidItem(), AcceptanceRequest.class, request -> caller.find()
                .map(known -> acceptAsKnown(known, request))
                .orElseGet(() -> acceptAsNew(request)));
    }

    private Uni<Answer> invite(InvitationRequest request) {
        WalletId walletId = walletOf(request);
        KeyId keyId = request.keyId() == null ? null : KeyId.fromString(request.keyId());
        if (keyId != null && walletId == null) {
            throw HttpRefusal.MALFORMED_BODY.refuse("keyId stands beside the walletId of its wallet.");
        }
        requireNoState();
        return invitations.invite(
                caller.get(), Required.member("role", request.role()), walletId, keyId, this::invited);
    }

    private Answer invited(Invitation invitation, String code) {
        return Answer.created(Json.write(InvitedView.of(invitation, code)), "/v1/invitations/" + invitation.id())
                .withEtag(Etags.of(shown(invitation)))
                .secret();
    }

    private Uni<Answer> acceptAsNew(AcceptanceRequest request) {
        SignInRequests.LoginKeyRequest loginKey = Required.member("loginKey", request.loginKey());
        requireNoState();
        return acceptances.acceptAsNew(
                new NewAccount(
                        Required.member("code", request.code()),
                        Required.name("displayName", request.displayName()),
                        loginKey.loginKey(network),
                        SignInRequests.challengeId(request.challengeId()),
                        Required.member("signature", request.signature())),
                SignInResource::tokens);
    }

    private Uni<Answer> acceptAsKnown(Caller known, AcceptanceRequest request) {
        if (request.loginKey() != null || request.displayName() != null) {
            throw HttpRefusal.MALFORMED_BODY.refuse("With a token the body is the code alone.");
        }
        return acceptances.acceptAsKnown(
                known,
                Required.member("code", request.code()),
                me -> exchange.ifMatch().require(Etags.of(MeResource.shown(me))),
                InvitationResource::joined);
    }

    private static Answer joined(Me me) {
        Answer shown = MeResource.shown(me);
        return shown.withEtag(Etags.of(shown));
    }

    // Whose business an invitation is stands in the body: rights are judged before it where it can be read at all.
    private Uni<Void> requireRight() {
        return Json.find(exchange.body(), InvitationRequest.class)
                .map(request -> invitations.requireRight(caller.get(), walletOf(request)))
                .orElseGet(() -> invitations.requireSomeRight(caller.get()));
    }

    /** What is made here was nothing before: no ETag can be its own. */
    private void requireNoState() {
        exchange.ifMatch().require();
    }

    private static @Nullable WalletId walletOf(InvitationRequest request) {
        return request.walletId() == null ? null : WalletId.fromString(request.walletId());
    }

    private Answer shown(Invitation invitation) {
        return Answer.ok(Json.write(InvitationView.of(invitation, clock.instant())));
    }
}
