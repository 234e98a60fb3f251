package io.countersign.journal.http;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.journal.EventPage;
import io.countersign.journal.EventService;
import io.countersign.kernel.EventType;
import io.countersign.kernel.PageRequest;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.http.Reads;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.platform.identity.WalletRights;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The journal as its readers page it. */
@Path("/v1")
@Tag(name = "Events")
@Produces(MediaType.APPLICATION_JSON)
public class EventResource {

    private final EventService events;
    private final WalletRights rights;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Reads reads;

    EventResource(EventService events, WalletRights rights, CurrentCaller caller, Exchange exchange, Reads reads) {
        this.events = events;
        this.rights = rights;
        this.caller = caller;
        this.exchange = exchange;
        this.reads = reads;
    }

    @GET
    @Path("/wallets/{walletId}/events")
    @Operation(summary = "The events of a wallet after a sequence; ?after= &limit= &types= &wait=")
    public Uni<Response> ofWallet(WalletId walletId) {
        return page(walletId, () -> rights.require(caller.get(), walletId, Right.READ)
                .replaceWith(Set.of(walletId)));
    }

    @GET
    @Path("/events")
    @Operation(summary = "The events of all wallets of the caller; ?after= &limit= &types= &wait=")
    public Uni<Response> ofAllWallets() {
        return page(Notifications.ALL, () -> rights.walletsOf(caller.get()));
    }

    private Uni<Response> page(Object topic, Supplier<Uni<Set<WalletId>>> wallets) {
        return reads.following(
                topic,
                () -> wallets.get().chain(this::read),
                page -> !page.items().isEmpty(),
                page -> Answer.ok(EventPageView.of(page)));
    }

    private Uni<EventPage> read(Set<WalletId> wallets) {
        long after = exchange.query("after")
                .map(text -> Exchange.number("after", text, 0, Long.MAX_VALUE))
                .orElse(0L);
        PageRequest page = exchange.page();
        return events.page(
                wallets,
                after,
                exchange.query("types").map(EventResource::types).orElse(Set.of()),
                page.limit());
    }

    private static Set<String> types(String commaParted) {
        return Arrays.stream(commaParted.split(",", -1))
                .map(word -> EventType.find(word)
                        .orElseThrow(() -> HttpRefusal.MALFORMED_QUERY.refuse(
                                "types holds event types parted by commas, and one of them is unknown."))
                        .word())
                .collect(Collectors.toSet());
    }

    /** The page as the wire has it. */
    static final class EventPageView {

        private EventPageView() {}

        /** Puts sequence and entry before the leaf's own members: the leaf's bytes are never written anew. */
        static Bytes of(EventPage page) {
            String items = page.items().stream()
                    .map(event -> "{\"sequence\":%d,\"entry\":\"%s\","
                                    .formatted(event.sequence(), event.entry().toHex())
                            + new String(event.leaf().sliceFrom(1).toArray(), java.nio.charset.StandardCharsets.UTF_8))
                    .collect(Collectors.joining(","));
            String json =
                    "{\"epoch\":%d,\"items\":[%s],\"nextCursor\":%d}".formatted(page.epoch(), items, page.lookedAt());
            return Bytes.wrap(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
