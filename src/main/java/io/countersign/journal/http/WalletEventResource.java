package io.countersign.journal.http;

import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The events of one wallet. */
@Path("/v1/wallets/{walletId}/events")
@Tag(name = "Events")
public class WalletEventResource {

    private final EventPages pages;

    WalletEventResource(EventPages pages) {
        this.pages = pages;
    }

    @GET
    @Operation(summary = "The events of a wallet after a sequence; ?after= &limit= &types= &wait=")
    public Uni<Response> list(WalletId walletId) {
        return pages.ofWallet(walletId);
    }
}
