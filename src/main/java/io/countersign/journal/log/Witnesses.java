package io.countersign.journal.log;

import io.countersign.crypto.merkle.NoteSignature;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.journal.log.store.Cosignatures;
import io.countersign.journal.log.store.LogQueries;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.job.Pump;
import io.countersign.platform.job.ServingEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Has the witnesses cosign the newest checkpoint, so that no reader need trust this server alone not to show different logs to
 * different people. A witness that does not answer holds up nothing.
 */
@Startup
@ApplicationScoped
public class Witnesses {

    private static final Logger LOG = Logger.getLogger(Witnesses.class);
    private static final long LOOK_EVERY_MILLIS = 5_000;

    private final List<Witness> witnesses;
    private final WitnessClient client;
    private final LogQueries queries;
    private final LogReads reads;
    private final Cosignatures cosignatures;
    private final Notifications notifications;
    private final Clock clock;
    private final Pump pump;

    Witnesses(
            Vertx vertx,
            LogConfig config,
            WitnessClient client,
            LogQueries queries,
            LogReads reads,
            Cosignatures cosignatures,
            Notifications notifications,
            Clock clock) {
        this.witnesses = config.witnesses().orElse(List.of()).stream()
                .map(Witness::parse)
                .toList();
        this.client = client;
        this.queries = queries;
        this.reads = reads;
        this.cosignatures = cosignatures;
        this.notifications = notifications;
        this.clock = clock;
        this.pump = new Pump(vertx, "asking witnesses", this::step);
    }

    void start(@Observes ServingEvent event) {
        if (!witnesses.isEmpty()) {
            pump.every(LOOK_EVERY_MILLIS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        pump.stop();
    }

    private Uni<Boolean> step() {
        return queries.newest()
                .chain(newest -> newest.map(this::askAll)
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .replaceWith(false);
    }

    private Uni<Void> askAll(SignedCheckpoint newest) {
        List<Uni<Void>> asked =
                witnesses.stream().map(witness -> askIfDue(witness, newest)).toList();
        return Uni.join().all(asked).andFailFast().replaceWithVoid();
    }

    private Uni<Void> askIfDue(Witness witness, SignedCheckpoint newest) {
        return cosignatures
                .last(witness.name(), newest.epoch())
                .chain(last -> last.isDue(newest.size(), clock.instant())
                        ? ask(witness, newest, last.size(), true)
                        : Uni.createFrom().voidItem())
                .onFailure()
                .recoverWithUni(e -> complain(witness, e.toString()));
    }

    private Uni<Void> ask(Witness witness, SignedCheckpoint newest, long oldSize, boolean mayAskAgain) {
        SignedNote note =
                new SignedNote(newest.note().text(), newest.note().signatures().subList(0, 1));
        return reads.proven(oldSize, newest.size())
                .chain(proof -> client.ask(witness, new WitnessRequest(proof, note)))
                .chain(answer -> {
                    Optional<NoteSignature> cosignature = answer.cosignature(note, witness.key());
                    if (cosignature.isPresent()) {
                        return keep(witness, newest, cosignature.get());
                    }
                    OptionalLong known = answer.otherSize();
                    return mayAskAgain && known.isPresent() && known.getAsLong() <= newest.size()
                            ? ask(witness, newest, known.getAsLong(), false)
                            : complain(witness, "it answered " + answer.status());
                });
    }

    private Uni<Void> keep(Witness witness, SignedCheckpoint newest, NoteSignature cosignature) {
        return cosignatures
                .keep(newest, witness.name(), cosignature, clock.instant())
                .invoke(() -> notifications.publish(Set.of(CheckpointSigning.TOPIC)));
    }

    private static Uni<Void> complain(Witness witness, String what) {
        LOG.warnf("the witness %s did not cosign the log's checkpoint: %s", witness.name(), what);
        return Uni.createFrom().voidItem();
    }
}
