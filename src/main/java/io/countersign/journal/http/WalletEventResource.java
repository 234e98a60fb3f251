package io.countersign.journal.http;

import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The events of one wallet. {@link EventStreamRoute} gives them as a stream, where the client asks for one. */
@Path("/v1/wallets/{walletId}/events")
@Tag(name = "Events")
public class WalletEventResource {

    private final EventPages pages;

    WalletEventResource(EventPages pages) {
        this.pages = pages;
    }

    @GET
    @Operation(
            summary = "The events of a wallet after a sequence",
            description =
                    "Numbers are the log's, in order and without gaps for the caller. With Accept: text/event-stream a stream, resumed by Last-Event-ID; without that or after it starts now.")
    @Parameter(name = "after", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(name = "types", in = ParameterIn.QUERY, description = "event types parted by commas")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 500, 50 by default")
    @Parameter(name = "wait", in = ParameterIn.QUERY, description = "seconds to wait for an event, 0 to 60")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = EventPageView.class)),
                @Content(mediaType = "text/event-stream", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "409", description = "sequence-ahead: after is beyond the head")
    public Uni<Response> list(WalletId walletId) {
        return pages.page(walletId);
    }
}
