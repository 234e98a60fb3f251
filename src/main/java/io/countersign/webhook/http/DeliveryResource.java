package io.countersign.webhook.http;

import io.countersign.kernel.DeliveryId;
import io.countersign.kernel.WebhookId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.http.Required;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.webhook.DeliveryService;
import io.countersign.webhook.WebhookService;
import io.countersign.webhook.http.WebhookRequests.RedeliverRangeRequest;
import io.countersign.webhook.http.WebhookViews.DeliveryPage;
import io.countersign.webhook.http.WebhookViews.DeliveryView;
import io.countersign.webhook.http.WebhookViews.RedeliveriesView;
import io.countersign.webhook.model.Delivery;
import io.countersign.webhook.model.DeliveryState;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a webhook was sent, what answered, and sending it again. */
@Path("/v1/webhooks/{webhookId}")
@Tag(name = "Webhooks")
public class DeliveryResource {

    private final DeliveryService deliveries;
    private final WebhookService webhooks;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Reads reads;

    DeliveryResource(
            DeliveryService deliveries,
            WebhookService webhooks,
            CurrentCaller caller,
            Exchange exchange,
            Commands commands,
            Reads reads) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.reads = reads;
    }

    @GET
    @Path("/deliveries")
    @Operation(summary = "The deliveries of the last 30 days, newest first; ?state=pending|delivered|failed")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DeliveryPage.class)))
    public Uni<Response> list(WebhookId webhookId) {
        return reads.get(webhookId, () -> deliveries
                .list(caller.get(), webhookId, webhook -> state(), exchange.page())
                .map(page -> page.map(DeliveryView::of))
                .map(page -> Answer.ok(Json.write(new DeliveryPage(page.items(), page.nextCursor())))));
    }

    @GET
    @Path("/deliveries/{deliveryId}")
    @Operation(summary = "One delivery with its attempts")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    public Uni<Response> get(WebhookId webhookId, DeliveryId deliveryId) {
        return reads.get(
                webhookId,
                () -> deliveries.get(caller.get(), webhookId, deliveryId).map(DeliveryResource::shown));
    }

    @POST
    @Path("/deliveries/{deliveryId}/redelivery")
    @Operation(summary = "Send one again, under the same webhook-id")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    public Uni<Response> redeliver(WebhookId webhookId, DeliveryId deliveryId) {
        return commands.post(
                () -> deliveries.get(caller.get(), webhookId, deliveryId).replaceWithVoid(),
                () -> commands.requireCurrent(() -> deliveries
                                .get(caller.get(), webhookId, deliveryId)
                                .map(delivery -> List.of(shown(delivery))))
                        .chain(() ->
                                deliveries.sendAgain(caller.get(), webhookId, deliveryId, DeliveryResource::shown)));
    }

    @POST
    @Path("/redeliveries")
    @Operation(summary = "Send a range of sequences again, at most 10,000 events, under the same webhook-ids")
    @RequestBody(content = @Content(schema = @Schema(implementation = RedeliverRangeRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RedeliveriesView.class)))
    public Uni<Response> redeliverRange(WebhookId webhookId) {
        return commands.post(() -> mine(webhookId), RedeliverRangeRequest.class, request -> requireWebhook(webhookId)
                .chain(() -> deliveries.sendRangeAgain(
                        caller.get(),
                        webhookId,
                        Required.member("from", request.from()),
                        Required.member("to", request.to()),
                        count -> Answer.ok(Json.write(new RedeliveriesView(count))))));
    }

    @POST
    @Path("/test")
    @Operation(summary = "Send a webhook.test, once; it is no event and not in the journal")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    public Uni<Response> test(WebhookId webhookId) {
        return commands.post(() -> mine(webhookId), () -> requireWebhook(webhookId)
                .chain(() -> deliveries.test(caller.get(), webhookId, delivery -> tested(webhookId, delivery))));
    }

    private Uni<Void> requireWebhook(WebhookId webhookId) {
        return commands.requireCurrent(
                () -> webhooks.get(caller.get(), webhookId).map(webhook -> List.of(WebhookResource.answer(webhook))));
    }

    private static Answer shown(Delivery delivery) {
        return Answer.ok(Json.write(DeliveryView.of(delivery)));
    }

    private Uni<Void> mine(WebhookId webhookId) {
        return webhooks.get(caller.get(), webhookId).replaceWithVoid();
    }

    private Optional<DeliveryState> state() {
        return exchange.query("state").map(word -> DeliveryState.find(word)
                .orElseThrow(() -> HttpRefusal.MALFORMED_QUERY.refuse("state is pending, delivered or failed.")));
    }

    private static Answer tested(WebhookId webhookId, Delivery delivery) {
        return Answer.created(
                Json.write(DeliveryView.of(delivery)),
                "/v1/webhooks/%s/deliveries/%s".formatted(webhookId, delivery.id()));
    }
}
