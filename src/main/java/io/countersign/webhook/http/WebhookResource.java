package io.countersign.webhook.http;

import io.countersign.kernel.WalletId;
import io.countersign.kernel.WebhookId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.http.Required;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.webhook.WebhookService;
import io.countersign.webhook.http.WebhookRequests.ChangeWebhookRequest;
import io.countersign.webhook.http.WebhookRequests.CreateWebhookRequest;
import io.countersign.webhook.http.WebhookRequests.RotateSecretRequest;
import io.countersign.webhook.http.WebhookViews.SecretView;
import io.countersign.webhook.http.WebhookViews.WebhookPage;
import io.countersign.webhook.http.WebhookViews.WebhookView;
import io.countersign.webhook.model.Webhook;
import io.countersign.webhook.model.WebhookChange;
import io.countersign.webhook.model.WebhookRefusal;
import io.countersign.webhook.model.WebhookSecret;
import io.countersign.webhook.model.WebhookState;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's webhooks. */
@Path("/v1/webhooks")
@Tag(name = "Webhooks")
public class WebhookResource {

    private static final int DEFAULT_OVERLAP_HOURS = 24;

    private final WebhookService webhooks;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Reads reads;

    WebhookResource(WebhookService webhooks, CurrentCaller caller, Exchange exchange, Commands commands, Reads reads) {
        this.webhooks = webhooks;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.reads = reads;
    }

    @POST
    @Operation(summary = "Have events posted to a URL, signed after Standard Webhooks; the secret is shown this once")
    @RequestBody(content = @Content(schema = @Schema(implementation = CreateWebhookRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> create() {
        return commands.post(
                () -> Uni.createFrom().voidItem(), CreateWebhookRequest.class, request -> commands.requireCurrent(
                                () -> shown().map(List::of))
                        .chain(() -> webhooks.create(
                                caller.get(),
                                Required.member("url", request.url()),
                                types(request.events()),
                                request.walletId() == null ? null : WalletId.fromString(request.walletId()),
                                WebhookResource::created)));
    }

    @GET
    @Operation(summary = "The caller's webhooks, newest first")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WebhookPage.class)))
    public Uni<Response> list() {
        return reads.get(caller.get().accountId(), this::shown);
    }

    private Uni<Answer> shown() {
        return webhooks.list(caller.get(), exchange.page())
                .map(page -> page.map(WebhookView::of))
                .map(page -> Answer.ok(Json.write(new WebhookPage(page.items(), page.nextCursor()))));
    }

    @GET
    @Path("/{webhookId}")
    @Operation(summary = "A webhook, without its secret")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> get(WebhookId webhookId) {
        return reads.get(webhookId, () -> webhooks.get(caller.get(), webhookId).map(WebhookResource::answer));
    }

    @PATCH
    @Path("/{webhookId}")
    @Operation(summary = "Change URL, event types or state; what was kept while paused is sent when active again")
    @RequestBody(content = @Content(schema = @Schema(implementation = ChangeWebhookRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> change(WebhookId webhookId) {
        return commands.put(
                () -> mine(webhookId),
                ChangeWebhookRequest.class,
                request -> webhooks.change(
                        caller.get(), webhookId, change(request), this::requireMatch, WebhookResource::answer));
    }

    @DELETE
    @Path("/{webhookId}")
    @Operation(summary = "Delete a webhook with its deliveries; nothing more is sent")
    @APIResponse(responseCode = "204")
    public Uni<Response> delete(WebhookId webhookId) {
        return commands.delete(
                () -> mine(webhookId), () -> webhooks.delete(caller.get(), webhookId, this::requireMatch));
    }

    @POST
    @Path("/{webhookId}/secret-rotations")
    @Operation(summary = "Another secret; for overlapHours (24 by default, 0 to 168) both sign")
    @RequestBody(content = @Content(schema = @Schema(implementation = RotateSecretRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SecretView.class)))
    public Uni<Response> rotateSecret(WebhookId webhookId) {
        return commands.post(
                () -> mine(webhookId),
                Commands.JSON,
                body -> Json.read(body, RotateSecretRequest.class),
                request -> webhooks.rotateSecret(
                        caller.get(),
                        webhookId,
                        request.overlapHours() == null ? DEFAULT_OVERLAP_HOURS : request.overlapHours(),
                        this::requireMatch,
                        WebhookResource::rotated));
    }

    private Uni<Void> mine(WebhookId webhookId) {
        return webhooks.get(caller.get(), webhookId).replaceWithVoid();
    }

    private void requireMatch(Webhook webhook) {
        exchange.ifMatch().require(Etags.ofVersion(webhook.version()));
    }

    private static WebhookChange change(ChangeWebhookRequest request) {
        String state = request.state();
        return new WebhookChange(
                request.url(),
                request.events() == null ? null : types(request.events()),
                state == null
                        ? null
                        : WebhookState.find(state)
                                .orElseThrow(() ->
                                        WebhookRefusal.STATE_UNKNOWN.refuse("state is active, paused or disabled.")));
    }

    /** The types asked for; left out means all, and an empty list would mean none. */
    private static List<String> types(@Nullable List<String> events) {
        if (events != null && (events.isEmpty() || events.contains(null))) {
            throw WebhookRefusal.EVENTS_UNKNOWN.refuse("events holds at least one type; left out it means all.");
        }
        return events == null ? List.of() : events;
    }

    private static Answer created(Webhook webhook, WebhookSecret secret) {
        return Answer.created(Json.write(WebhookView.of(webhook, secret)), "/v1/webhooks/" + webhook.id())
                .withEtag(Etags.ofVersion(webhook.version()))
                .secret();
    }

    private static Answer rotated(Webhook webhook, WebhookSecret secret) {
        return Answer.ok(Json.write(new SecretView(secret.text())))
                .withEtag(Etags.ofVersion(webhook.version()))
                .secret();
    }

    static Answer answer(Webhook webhook) {
        return Answer.ok(Json.write(WebhookView.of(webhook))).withEtag(Etags.ofVersion(webhook.version()));
    }
}
