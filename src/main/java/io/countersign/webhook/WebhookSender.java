package io.countersign.webhook;

import io.countersign.platform.identity.Audience;
import io.countersign.platform.job.Background;
import io.countersign.platform.job.Pump;
import io.countersign.platform.job.ServingEvent;
import io.countersign.platform.outbound.Attempted;
import io.countersign.platform.outbound.Poster;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.countersign.webhook.model.NextStep;
import io.countersign.webhook.model.NextStep.Finding;
import io.countersign.webhook.model.RetryAfter;
import io.countersign.webhook.store.AttemptQueries;
import io.countersign.webhook.store.DueDelivery;
import io.countersign.webhook.store.Lane;
import io.countersign.webhook.store.LaneQueries;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends what is due. It leases lanes and goes through each by itself, one delivery after another, so a slow endpoint delays no other;
 * an attempt is written down after it, so one that a crash cuts off is made again.
 */
@ApplicationScoped
public class WebhookSender {

    private static final int LANES_AT_ONCE = 4_096;
    private static final int BATCH = 64;
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long FORGET_EVERY_MILLIS = 600_000;

    private final LaneQueries lanes;
    private final AttemptQueries attempts;
    private final WebhookMessages messages;
    private final WebhookStandings standings;
    private final Audience audience;
    private final Poster poster;
    private final Background background;
    private final Randomness randomness;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final UUID holder;
    private final Pump leasing;
    private final Pump forgetting;
    private final Set<Lane> running = ConcurrentHashMap.newKeySet();

    private volatile boolean isStopped;

    WebhookSender(
            Vertx vertx,
            LaneQueries lanes,
            AttemptQueries attempts,
            WebhookMessages messages,
            WebhookStandings standings,
            Audience audience,
            Poster poster,
            Background background,
            Randomness randomness,
            Clock clock,
            MeterRegistry metrics,
            Ids ids) {
        this.lanes = lanes;
        this.attempts = attempts;
        this.messages = messages;
        this.standings = standings;
        this.audience = audience;
        this.poster = poster;
        this.background = background;
        this.randomness = randomness;
        this.clock = clock;
        this.metrics = metrics;
        this.holder = ids.next();
        this.leasing = new Pump(vertx, "leasing webhooks", this::lease);
        this.forgetting = new Pump(vertx, "forgetting old deliveries", this::forget);
    }

    void start(@Observes ServingEvent event) {
        leasing.every(LOOK_EVERY_MILLIS);
        forgetting.every(FORGET_EVERY_MILLIS);
    }

    /** Another copy goes on at once with what is due here. */
    void stop(@Observes ShutdownEvent event) {
        isStopped = true;
        leasing.stop();
        forgetting.stop();
        background.runLast("giving lanes back", () -> lanes.releaseAll(holder));
    }

    /** Says that something may be due. Returns at once. */
    void want() {
        leasing.want();
    }

    private Uni<Boolean> lease() {
        int room = Math.min(BATCH, LANES_AT_ONCE - running.size());
        return room <= 0
                ? Uni.createFrom().item(false)
                : lanes.lease(holder, room)
                        .invoke(leased -> leased.forEach(this::begin))
                        .map(leased -> leased.size() == room);
    }

    private Uni<Boolean> forget() {
        return attempts.forgetOld().replaceWith(false);
    }

    /** A lane is no longer run here before it is given back: leased once more at that moment, it must not be taken for one that runs. */
    private void begin(Lane lane) {
        if (running.add(lane)) {
            background.run("sending to webhook " + lane.webhookId(), () -> through(lane)
                    .onTermination()
                    .invoke(() -> running.remove(lane))
                    .chain(() -> lanes.release(lane, holder))
                    .invoke(leasing::want));
        }
    }

    /** Sends what is due in the lane until nothing is. */
    private Uni<Void> through(Lane lane) {
        return Multi.createBy()
                .repeating()
                .uni(() -> sendNext(lane))
                .whilst(hasSent -> hasSent)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Boolean> sendNext(Lane lane) {
        if (isStopped) {
            return Uni.createFrom().item(false);
        }
        return lanes.next(lane, holder).chain(due -> due.map(this::send)
                .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> send(DueDelivery due) {
        return mayHear(due)
                .chain(may -> may ? attempt(due) : attempts.drop(due.id()))
                .replaceWith(true);
    }

    /** The membership is looked at again at each attempt. A test tells of no event. */
    private Uni<Boolean> mayHear(DueDelivery due) {
        if (due.isTest()) {
            return Uni.createFrom().item(true);
        }
        return due.eventWallet() == null || due.leaf() == null
                ? Uni.createFrom().item(false)
                : audience.membersOf(Set.of(due.eventWallet()))
                        .map(members -> members.getOrDefault(due.eventWallet(), Set.of())
                                .contains(due.accountId()));
    }

    private Uni<Void> attempt(DueDelivery due) {
        Instant at = clock.instant();
        return Uni.createFrom()
                .deferred(() -> poster.post(messages.post(due, at)))
                .invoke(this::measure)
                .chain(attempted -> written(due, at, attempted));
    }

    private Uni<Void> written(DueDelivery due, Instant at, Attempted attempted) {
        Optional<java.time.Duration> retryAfter =
                attempted.findRetryAfter().flatMap(text -> RetryAfter.parse(text, clock.instant()));
        NextStep step = NextStep.after(
                new Finding(attempted.isSuccess(), attempted.hasStatus(410), retryAfter),
                due.tries() + 1,
                due.failingFor(),
                due.isTest(),
                (randomness.bytes(1)[0] & 0xff) / 255.0);
        return attempts.record(due, at, attempted, step)
                .chain(() -> standings.follow(due.webhookId(), step.endpoint()));
    }

    private void measure(Attempted attempted) {
        String outcome =
                attempted.error() != null ? attempted.error().word() : attempted.isSuccess() ? "delivered" : "refused";
        metrics.timer("countersign_webhook_attempt_seconds", "outcome", outcome).record(attempted.latency());
    }
}
