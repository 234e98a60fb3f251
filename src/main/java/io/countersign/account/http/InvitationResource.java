package io.countersign.account.http;

import io.countersign.account.AccountService;
import io.countersign.account.InvitationService;
import io.countersign.account.InvitationService.NewAccount;
import io.countersign.account.http.SignInRequests.AcceptanceRequest;
import io.countersign.account.http.SignInRequests.InvitationRequest;
import io.countersign.account.http.SignInViews.InvitationView;
import io.countersign.account.http.SignInViews.InvitedView;
import io.countersign.account.http.SignInViews.MeView;
import io.countersign.account.model.Invitation;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.InvitationId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
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

/** Invitations: how an account or a membership comes to be. */
@Path("/v1/invitations")
@Tag(name = "Signing in")
public class InvitationResource {

    private final InvitationService invitations;
    private final AccountService accounts;
    private final CurrentCaller caller;
    private final Commands commands;
    private final Reads reads;
    private final Clock clock;
    private final Network network;

    InvitationResource(
            InvitationService invitations,
            AccountService accounts,
            CurrentCaller caller,
            Commands commands,
            Reads reads,
            Clock clock,
            Network network) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.caller = caller;
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
        return commands.post(() -> Uni.createFrom().voidItem(), InvitationRequest.class, this::invite);
    }

    @GET
    @Path("/{invitationId}")
    @Operation(summary = "An invitation, without its code")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvitationView.class)))
    public Uni<Response> get(InvitationId invitationId) {
        return reads.get(Notifications.ALL, () -> invitations
                .get(caller.get(), invitationId)
                .map(this::view)
                .map(view -> Answer.ok(Json.write(view))));
    }

    @DELETE
    @Path("/{invitationId}")
    @Operation(summary = "Withdraw an invitation that is open")
    @APIResponse(responseCode = "204")
    public Uni<Response> withdraw(InvitationId invitationId) {
        return commands.delete(
                () -> invitations.get(caller.get(), invitationId).replaceWithVoid(),
                () -> invitations.withdraw(caller.get(), invitationId));
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
        WalletId walletId = request.walletId() == null ? null : WalletId.fromString(request.walletId());
        KeyId keyId = request.keyId() == null ? null : KeyId.fromString(request.keyId());
        if (keyId != null && walletId == null) {
            throw HttpRefusal.MALFORMED_BODY.refuse("keyId stands beside the walletId of its wallet.");
        }
        return invitations.invite(
                caller.get(), Required.member("role", request.role()), walletId, keyId, this::invited);
    }

    private Answer invited(Invitation invitation, String code) {
        return Answer.created(Json.write(InvitedView.of(invitation, code)), "/v1/invitations/" + invitation.id())
                .withEtag(Etags.of(Answer.ok(Json.write(view(invitation)))))
                .secret();
    }

    private Uni<Answer> acceptAsNew(AcceptanceRequest request) {
        SignInRequests.LoginKeyRequest loginKey = Required.member("loginKey", request.loginKey());
        return invitations.acceptAsNew(
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
        String code = Required.member("code", request.code());
        return invitations
                .acceptAsKnown(known, code, invitation -> Answer.ok(Json.write(view(invitation))))
                .chain(answer -> answer.isReplayed()
                        ? Uni.createFrom().item(answer)
                        : accounts.me(known.accountId()).map(me -> Answer.ok(Json.write(MeView.of(me)))));
    }

    private InvitationView view(Invitation invitation) {
        return InvitationView.of(invitation, clock.instant());
    }
}
