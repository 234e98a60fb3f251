package io.countersign.journal.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The events of all wallets of the caller. */
@Path("/v1/events")
@Tag(name = "Events")
public class EventResource {

    private final EventPages pages;

    EventResource(EventPages pages) {
        this.pages = pages;
    }

    @GET
    @Operation(summary = "The events of all wallets of the caller after a sequence; ?after= &limit= &types= &wait=")
    public Uni<Response> list() {
        return pages.ofAllWallets();
    }
}
