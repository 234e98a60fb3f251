package io.countersign.account.http;

import io.countersign.account.Challenges;
import io.countersign.account.SessionService;
import io.countersign.account.SessionService.SignedIn;
import io.countersign.account.SignInService;
import io.countersign.account.http.SignInRequests.ChallengeRequest;
import io.countersign.account.http.SignInRequests.RefreshRequest;
import io.countersign.account.http.SignInRequests.TokenRequest;
import io.countersign.account.http.SignInViews.ChallengeView;
import io.countersign.account.http.SignInViews.TokensView;
import io.countersign.crypto.tx.Network;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Required;
import io.countersign.platform.identity.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signing in. */
@Path("/v1/auth")
@Tag(name = "Signing in")
public class SignInResource {

    private final Challenges challenges;
    private final SignInService signIn;
    private final SessionService sessions;
    private final CurrentCaller caller;
    private final Commands commands;
    private final Network network;

    SignInResource(
            Challenges challenges,
            SignInService signIn,
            SessionService sessions,
            CurrentCaller caller,
            Commands commands,
            Network network) {
        this.challenges = challenges;
        this.signIn = signIn;
        this.sessions = sessions;
        this.caller = caller;
        this.commands = commands;
        this.network = network;
    }

    @POST
    @Path("/challenges")
    @Operation(summary = "A line for a login key to sign; it lives 5 minutes and dies with its first use")
    @RequestBody(content = @Content(schema = @Schema(implementation = ChallengeRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ChallengeView.class)))
    public Uni<Response> challenge() {
        return commands.post(
                SignInResource::anyone,
                ChallengeRequest.class,
                request -> challenges.make(
                        request.type(),
                        challenge -> Answer.created(
                                Json.write(ChallengeView.of(challenge)), "/v1/auth/challenges/" + challenge.id())));
    }

    @POST
    @Path("/tokens")
    @Operation(summary = "Sign in by a signed challenge")
    @RequestBody(content = @Content(schema = @Schema(implementation = TokenRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TokensView.class)))
    public Uni<Response> signIn() {
        return commands.post(
                SignInResource::anyone,
                TokenRequest.class,
                request -> signIn.signIn(
                        SignInRequests.challengeId(request.challengeId()),
                        request.loginKey(network),
                        Required.member("signature", request.signature()),
                        SignInResource::tokens));
    }

    @POST
    @Path("/tokens/refresh")
    @Operation(summary = "Exchange a refresh token for the next")
    @RequestBody(content = @Content(schema = @Schema(implementation = RefreshRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TokensView.class)))
    public Uni<Response> refresh() {
        return commands.post(
                SignInResource::anyone,
                RefreshRequest.class,
                request -> sessions.refresh(
                        Required.member("refreshToken", request.refreshToken()), SignInResource::tokens));
    }

    @DELETE
    @Path("/tokens")
    @Operation(summary = "Sign out: the session's access tokens are refused at once")
    @APIResponse(responseCode = "204")
    public Uni<Response> signOut() {
        return commands.delete(
                SignInResource::anyone,
                () -> sessions.signOut(caller.get().sessionId()).replaceWith(Answer.noContent()));
    }

    static Answer tokens(SignedIn signedIn) {
        return Answer.created(Json.write(TokensView.of(signedIn)), "/v1/me").secret();
    }

    private static Uni<Void> anyone() {
        return Uni.createFrom().voidItem();
    }
}
