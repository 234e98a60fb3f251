package io.countersign.journal;

import io.countersign.journal.store.SequenceQueries;
import io.countersign.platform.db.AfterCommit;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.job.Pump;
import io.countersign.platform.job.ServingEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Gives committed entries their gap-free numbers. Every copy of the server runs one; the row of {@code journal_head} lets one of
 * them at a time through, and a copy that dies frees it with its connection. It runs after each commit of this process, and by
 * itself twice a second for what a copy that died has left.
 */
@ApplicationScoped
public class Sequencer implements AfterCommit {

    private static final long LOOK_EVERY_MILLIS = 500;

    private final SequenceQueries queries;
    private final Notifications notifications;
    private final Pump pump;

    Sequencer(Vertx vertx, SequenceQueries queries, Notifications notifications) {
        this.queries = queries;
        this.notifications = notifications;
        this.pump = new Pump(vertx, "numbering the journal", this::numberBatch);
    }

    void start(@Observes ServingEvent event) {
        pump.every(LOOK_EVERY_MILLIS);
    }

    void stop(@Observes ShutdownEvent event) {
        pump.stop();
    }

    @Override
    public void committed() {
        pump.want();
    }

    /** Numbers all that has committed by now. */
    public Uni<Void> numberAll() {
        return numberBatch()
                .chain(isFull -> isFull ? numberAll() : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> numberBatch() {
        return queries.numberBatch().map(batch -> {
            if (!batch.topics().isEmpty()) {
                notifications.publish(batch.topics());
            }
            return batch.isFull();
        });
    }
}
