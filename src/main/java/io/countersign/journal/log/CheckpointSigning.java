package io.countersign.journal.log;

import io.countersign.journal.Sequencer;
import io.countersign.journal.log.LogKeys.Known;
import io.countersign.journal.log.store.LockedLog;
import io.countersign.journal.log.store.LogQueries;
import io.countersign.kernel.DependencyDown;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.job.Pump;
import io.countersign.platform.job.ServingEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Signs checkpoints: at least every minute, so that what is promised can be shown to be kept, and when somebody asks for a proof of
 * what the last one lacks. Whoever signs holds the sequencer's row, so there is one log however many copies of the server run.
 */
@ApplicationScoped
public class CheckpointSigning {

    /** Wakes those who wait for a checkpoint. */
    public static final String TOPIC = "log";

    private static final long LOOK_EVERY_MILLIS = 10_000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration OLDEST = Duration.ofSeconds(60);
    private static final int MOST_LOOKS = 10;

    private final LogQueries queries;
    private final LogKeys keys;
    private final KeptCheckpoint kept;
    private final Sequencer sequencer;
    private final Notifications notifications;
    private final Clock clock;
    private final Pump pump;
    private final AtomicBoolean isDemanded = new AtomicBoolean();

    CheckpointSigning(
            Vertx vertx,
            LogQueries queries,
            LogKeys keys,
            KeptCheckpoint kept,
            Sequencer sequencer,
            Notifications notifications,
            Clock clock) {
        this.queries = queries;
        this.keys = keys;
        this.kept = kept;
        this.sequencer = sequencer;
        this.notifications = notifications;
        this.clock = clock;
        this.pump = new Pump(vertx, "signing checkpoints", this::step);
    }

    void start(@Observes ServingEvent event) {
        pump.every(LOOK_EVERY_MILLIS);
    }

    void stop(@Observes ShutdownEvent event) {
        pump.stop();
    }

    /** A checkpoint of at least {@code size}, signed now where there is none yet. */
    public Uni<SignedCheckpoint> covering(long size) {
        return awaited(signed -> signed.size() >= size, MOST_LOOKS);
    }

    /** The newest checkpoint, if need be signed anew: it says what the log is now. One that can't be renewed is given as it is. */
    public Uni<SignedCheckpoint> fresh() {
        return awaited(signed -> signed.signedAt().plus(OLDEST).isAfter(clock.instant()), MOST_LOOKS)
                .onFailure(DependencyDown.class)
                .recoverWithUni(e -> queries.newest().map(Optional::orElseThrow));
    }

    private Uni<SignedCheckpoint> awaited(Predicate<SignedCheckpoint> suits, int looks) {
        Notifications.Ticket ticket = notifications.listen(Set.of(TOPIC));
        return queries.newest()
                .chain(newest -> newest.filter(suits)
                        .map(signed -> Uni.createFrom().item(signed))
                        .orElseGet(() -> demanded(ticket, suits, looks)))
                .onTermination()
                .invoke(ticket::close);
    }

    private Uni<SignedCheckpoint> demanded(Notifications.Ticket ticket, Predicate<SignedCheckpoint> suits, int looks) {
        if (looks == 0) {
            throw new DependencyDown("log", "no checkpoint was signed in time", null);
        }
        isDemanded.set(true);
        pump.want();
        return ticket.signalledWithin(LOOK_AGAIN).chain(() -> awaited(suits, looks - 1));
    }

    private Uni<Boolean> step() {
        boolean demanded = isDemanded.getAndSet(false);
        return sequencer
                .numberAll()
                .chain(keys::read)
                .chain(known -> queries.newest().chain(newest -> signed(known, newest, demanded)))
                .call(newest ->
                        newest.map(kept::keep).orElseGet(() -> Uni.createFrom().voidItem()))
                .replaceWith(false);
    }

    private Uni<Optional<SignedCheckpoint>> signed(Known known, Optional<SignedCheckpoint> newest, boolean demanded) {
        return queries.head()
                .map(head -> new CheckpointRule(head, newest).isDue(clock.instant(), demanded))
                .chain(isDue -> isDue
                        ? queries.inTurn(log -> sign(log, known, demanded)).invoke(this::announce)
                        : Uni.createFrom().item(newest));
    }

    private Uni<Optional<SignedCheckpoint>> sign(LockedLog log, Known known, boolean demanded) {
        LogIdentity signing = known.identities().current();
        if (signing.epoch() != log.head().epoch()
                || signing.generation() != log.head().generation()) {
            throw new IllegalStateException("the log's key or epoch has just changed");
        }
        return log.newest().chain(last -> {
            CheckpointRule rule = new CheckpointRule(log.head(), last);
            return rule.isDue(clock.instant(), demanded)
                    ? log.hashes(rule.nodes())
                            .map(hashes -> rule.sign(known.signer(), hashes, clock.instant()))
                            .call(log::save)
                            .map(Optional::of)
                    : Uni.createFrom().item(last);
        });
    }

    private void announce(Optional<SignedCheckpoint> signed) {
        notifications.publish(Set.of(TOPIC));
    }
}
