package io.countersign.journal.http;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.journal.EventPage;
import io.countersign.journal.EventService;
import io.countersign.journal.NumberedEvent;
import io.countersign.journal.Scope;
import io.countersign.journal.feed.JournalFeed;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.Reads;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page of the journal, for one wallet or for all of the caller's; held with {@code ?wait=} until there is something new. */
@RequestScoped
public class EventPages {

    private final EventService events;
    private final JournalFeed feed;
    private final CurrentCaller currentCaller;
    private final Exchange exchange;
    private final Reads reads;

    EventPages(EventService events, JournalFeed feed, CurrentCaller currentCaller, Exchange exchange, Reads reads) {
        this.events = events;
        this.feed = feed;
        this.currentCaller = currentCaller;
        this.exchange = exchange;
        this.reads = reads;
    }

    /** The page of a wallet's events, or of all the caller's where {@code walletId} is null. */
    Uni<Response> page(@Nullable WalletId walletId) {
        Caller caller = currentCaller.get();
        return reads.following(
                () -> feed.await(scope(caller, walletId)),
                () -> events.readable(caller, walletId)
                        .chain(wallets -> events.page(
                                scope(caller, walletId),
                                wallets,
                                EventQuery.after(exchange).orElse(0L),
                                exchange.page().limit())),
                page -> !page.items().isEmpty(),
                page -> Answer.ok(json(page)));
    }

    private Scope scope(Caller caller, @Nullable WalletId walletId) {
        return EventQuery.scope(exchange, caller.accountId(), walletId);
    }

    private static Bytes json(EventPage page) {
        String items = page.items().stream().map(NumberedEvent::json).collect(Collectors.joining(","));
        String json = "{\"epoch\":%d,\"items\":[%s],\"nextCursor\":%d}".formatted(page.epoch(), items, page.lookedAt());
        return Bytes.wrap(json.getBytes(StandardCharsets.UTF_8));
    }
}
