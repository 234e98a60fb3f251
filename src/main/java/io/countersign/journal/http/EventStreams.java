package io.countersign.journal.http;

import static java.util.stream.Collectors.toSet;

import io.countersign.journal.JournalConfig;
import io.countersign.journal.JournalRefusal;
import io.countersign.kernel.AccountId;
import io.countersign.platform.identity.Audience;
import io.countersign.platform.job.Pump;
import io.countersign.platform.job.ServingEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * All open streams of this process: keeps quiet ones open, and ends those whose token has expired or whose session has ended. One
 * timer and one query do it for all.
 */
@ApplicationScoped
public class EventStreams {

    private static final long TICK_MILLIS = 1_000;
    private static final long SESSIONS_MILLIS = 5_000;
    private static final int HEARTBEAT_TICKS = 15;
    private static final int PATIENCE_TICKS = 30;

    private final Vertx vertx;
    private final Audience audience;
    private final JournalConfig config;
    private final Clock clock;
    private final Pump sessions;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final Map<AccountId, Integer> counts = new ConcurrentHashMap<>();

    EventStreams(Vertx vertx, Audience audience, JournalConfig config, Clock clock) {
        this.vertx = vertx;
        this.audience = audience;
        this.config = config;
        this.clock = clock;
        this.sessions = new Pump(vertx, "looking at the sessions of streams", this::endDeadSessions);
    }

    void start(@Observes ServingEvent event) {
        vertx.setPeriodic(TICK_MILLIS, timer -> tick());
        sessions.every(SESSIONS_MILLIS);
    }

    void stop(@Observes ShutdownEvent event) {
        sessions.stop();
        endAll(stream -> true);
    }

    void requireRoom(AccountId account) {
        if (counts.getOrDefault(account, 0) >= config.streamsPerAccount()) {
            throw JournalRefusal.TOO_MANY_STREAMS.refuse("At most %d event streams of an account may be open at once."
                    .formatted(config.streamsPerAccount()));
        }
    }

    void add(EventStream stream) {
        counts.merge(stream.caller().accountId(), 1, Integer::sum);
        open.add(stream);
    }

    void remove(EventStream stream) {
        if (open.remove(stream)) {
            counts.computeIfPresent(stream.caller().accountId(), (account, count) -> count == 1 ? null : count - 1);
        }
    }

    private void tick() {
        Instant now = clock.instant();
        endAll(stream -> !stream.caller().tokenExpiresAt().isAfter(now));
        open.forEach(stream -> stream.context().runOnContext(nothing -> stream.tick(HEARTBEAT_TICKS, PATIENCE_TICKS)));
    }

    private Uni<Boolean> endDeadSessions() {
        Set<UUID> followed =
                open.stream().map(stream -> stream.caller().sessionId()).collect(toSet());
        return audience.liveSessions(followed).map(live -> {
            endAll(stream -> followed.contains(stream.caller().sessionId())
                    && !live.contains(stream.caller().sessionId()));
            return false;
        });
    }

    private void endAll(Predicate<EventStream> which) {
        open.stream().filter(which).forEach(stream -> stream.context().runOnContext(nothing -> stream.end()));
    }
}
