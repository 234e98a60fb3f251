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
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A page of the journal, for one wallet or for all of the caller's; held with {@code ?wait=} until there is something new. */
@RequestScoped
public class EventPages {

    private final EventService events;
    private final WalletRights rights;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Reads reads;

    EventPages(EventService events, WalletRights rights, CurrentCaller caller, Exchange exchange, Reads reads) {
        this.events = events;
        this.rights = rights;
        this.caller = caller;
        this.exchange = exchange;
        this.reads = reads;
    }

    Uni<Response> ofWallet(WalletId walletId) {
        return page(walletId, () -> rights.require(caller.get(), walletId, Right.READ)
                .replaceWith(Set.of(walletId)));
    }

    Uni<Response> ofAllWallets() {
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
                wallets, after, exchange.query("types").map(EventPages::types).orElse(Set.of()), page.limit());
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
