package io.countersign.journal.http;

import io.countersign.journal.EventService;
import io.countersign.journal.Scope;
import io.countersign.journal.feed.Followers.Following;
import io.countersign.journal.feed.JournalFeed;
import io.countersign.kernel.WalletId;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.MediaTypes;
import io.countersign.platform.http.RouteProblems;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.http.Bearers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events as a stream (the HTML standard's server-sent events). A route of its own before the resources, as a stream is written piece
 * by piece on the connection for as long as it lasts, with nothing else held for it.
 */
@ApplicationScoped
public class EventStreamRoute {

    private static final int BEFORE_RESOURCES = -5_000;
    private static final String STREAM = "text/event-stream";
    private static final String JSON = "application/json";
    private static final int UNSENT_BYTES = 16 * 1024;

    private final Vertx vertx;
    private final Bearers bearers;
    private final EventService events;
    private final JournalFeed feed;
    private final EventFrames frames;
    private final EventStreams streams;
    private final RouteProblems problems;

    EventStreamRoute(
            Vertx vertx,
            Bearers bearers,
            EventService events,
            JournalFeed feed,
            EventFrames frames,
            EventStreams streams,
            RouteProblems problems) {
        this.vertx = vertx;
        this.bearers = bearers;
        this.events = events;
        this.feed = feed;
        this.frames = frames;
        this.streams = streams;
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.get("/v1/events").order(BEFORE_RESOURCES).handler(context -> route(context, null));
        router.get("/v1/wallets/:walletId/events")
                .order(BEFORE_RESOURCES)
                .handler(context -> route(context, context.pathParam("walletId")));
    }

    private void route(RoutingContext context, @Nullable String walletId) {
        if (!MediaTypes.prefers(context.request().headers().getAll("Accept"), STREAM, JSON)) {
            context.next();
            return;
        }
        bearers.caller(context.request())
                .chain(caller -> opened(context, caller, walletId == null ? null : WalletId.fromString(walletId)))
                .subscribe()
                .with(stream -> {}, e -> problems.send(context, e));
    }

    private Uni<EventStream> opened(RoutingContext context, Caller caller, @Nullable WalletId walletId) {
        Exchange exchange = new Exchange(context);
        return events.readable(caller, walletId).chain(wallets -> {
            Scope scope = EventQuery.scope(exchange, caller.accountId(), walletId);
            streams.requireRoom(caller.accountId());
            return start(exchange, scope, wallets).map(after -> open(context, caller, scope, after));
        });
    }

    private Uni<Long> start(Exchange exchange, Scope scope, Set<WalletId> wallets) {
        return EventQuery.streamAfter(exchange)
                .map(after -> events.page(scope, wallets, after, 1).replaceWith(after))
                .orElseGet(events::newest);
    }

    private EventStream open(RoutingContext context, Caller caller, Scope scope, long after) {
        HttpServerResponse response = context.response();
        EventStream stream = new EventStream(caller, scope, events, frames, vertx.getOrCreateContext(), response);
        Following following = feed.follow(scope, stream);
        streams.add(stream);
        response.putHeader("Content-Type", STREAM)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .setChunked(true)
                .setWriteQueueMaxSize(UNSENT_BYTES)
                .closeHandler(nothing -> closed(stream, following));
        response.endHandler(nothing -> closed(stream, following));
        stream.open(after);
        return stream;
    }

    private void closed(EventStream stream, Following following) {
        streams.remove(stream);
        following.close();
    }
}
