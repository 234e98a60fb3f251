package io.countersign.journal.http;

import io.countersign.journal.EventPage;
import io.countersign.journal.EventService;
import io.countersign.journal.NumberedEvent;
import io.countersign.journal.Scope;
import io.countersign.journal.feed.Follower;
import io.countersign.platform.identity.Caller;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One open stream. What is new comes from the feed into a short line; where that line is full, because the client reads slowly, it is
 * thrown away and the stream goes on from the database as fast as the client reads. So a stream never holds more than a few events,
 * and none is left out. All but the followers' calls happen on the connection's own context.
 */
final class EventStream implements Follower {

    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final int LONGEST_LINE = 64;
    private static final int PAGE = 100;
    private static final Buffer COMMENT = Buffer.buffer(":\n\n");

    private final Caller caller;
    private final Scope scope;
    private final EventService events;
    private final EventFrames frames;
    private final Context context;
    private final HttpServerResponse response;

    private final Deque<NumberedEvent> line = new ArrayDeque<>();
    private boolean isBehind;
    private boolean isWoken;

    private long position;
    private boolean isReading;
    private int quietTicks;
    private int blockedTicks;

    EventStream(
            Caller caller,
            Scope scope,
            EventService events,
            EventFrames frames,
            Context context,
            HttpServerResponse response) {
        this.caller = caller;
        this.scope = scope;
        this.events = events;
        this.frames = frames;
        this.context = context;
        this.response = response;
    }

    /** Begins after a sequence. The stream follows the feed already, and must read what was there before. */
    void open(long after) {
        position = after;
        response.drainHandler(nothing -> write());
        send(COMMENT);
        missed();
    }

    @Override
    public void happened(NumberedEvent event) {
        synchronized (line) {
            if (line.size() == LONGEST_LINE) {
                line.clear();
                isBehind = true;
            } else if (!isBehind) {
                line.add(event);
            }
        }
        wake();
    }

    @Override
    public void missed() {
        synchronized (line) {
            line.clear();
            isBehind = true;
        }
        wake();
    }

    @Override
    public void membershipEnded() {
        context.runOnContext(nothing -> end());
    }

    Caller caller() {
        return caller;
    }

    Context context() {
        return context;
    }

    /** Called now and then: keeps a quiet connection open, and gives up a client that takes nothing for {@code patience} ticks. */
    void tick(int heartbeat, int patience) {
        if (!isOpen()) {
            return;
        }
        if (response.writeQueueFull()) {
            if (++blockedTicks >= patience) {
                response.reset();
            }
            return;
        }
        blockedTicks = 0;
        if (++quietTicks >= heartbeat) {
            send(COMMENT);
        }
    }

    void end() {
        if (isOpen()) {
            response.end();
        }
    }

    private boolean isOpen() {
        return !response.ended() && !response.closed();
    }

    /** Many events between two turns of the event loop are one task. */
    private void wake() {
        synchronized (line) {
            if (isWoken) {
                return;
            }
            isWoken = true;
        }
        context.runOnContext(nothing -> write());
    }

    private void write() {
        synchronized (line) {
            isWoken = false;
        }
        while (!isReading && isOpen() && !response.writeQueueFull()) {
            if (takeBehind()) {
                read();
                return;
            }
            NumberedEvent next = nextInLine();
            if (next == null) {
                return;
            }
            send(next);
        }
    }

    private boolean takeBehind() {
        synchronized (line) {
            boolean was = isBehind;
            isBehind = false;
            return was;
        }
    }

    private @Nullable NumberedEvent nextInLine() {
        synchronized (line) {
            return line.poll();
        }
    }

    private void read() {
        isReading = true;
        events.readable(caller, scope.walletId())
                .chain(wallets -> events.page(scope, wallets, position, PAGE))
                .subscribe()
                .with(
                        page -> context.runOnContext(nothing -> wrote(page)),
                        e -> context.runOnContext(nothing -> failed(e)));
    }

    private void wrote(EventPage page) {
        isReading = false;
        if (!isOpen()) {
            return;
        }
        page.items().forEach(this::send);
        position = page.lookedAt();
        if (page.items().size() == PAGE) {
            missed();
        }
        write();
    }

    /** The membership has ended, or the database is down: the client comes back with what it has seen. */
    private void failed(Throwable e) {
        LOG.debugf("an event stream ends: %s", e);
        end();
    }

    private void send(NumberedEvent event) {
        if (event.sequence() > position) {
            position = event.sequence();
            send(frames.of(event));
        }
    }

    private void send(Buffer bytes) {
        quietTicks = 0;
        response.write(bytes).onFailure(e -> LOG.tracef("a client is gone: %s", e));
    }
}
