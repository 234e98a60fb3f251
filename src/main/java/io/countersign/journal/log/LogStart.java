package io.countersign.journal.log;

import io.countersign.journal.log.store.LogBeginning;
import io.countersign.journal.log.store.LogQueries;
import io.countersign.platform.config.PublicUrl;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Before the server answers anyone: fixes what the first start fixes, and compares what was signed with what the database holds. */
@ApplicationScoped
class LogStart {

    private static final Logger LOG = Logger.getLogger(LogStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LogBeginning beginning;
    private final LogQueries queries;
    private final LogKeyCodec codec;
    private final LogEpochs epochs;
    private final PublicUrl publicUrl;
    private final Clock clock;

    LogStart(
            LogBeginning beginning,
            LogQueries queries,
            LogKeyCodec codec,
            LogEpochs epochs,
            PublicUrl publicUrl,
            Clock clock) {
        this.beginning = beginning;
        this.queries = queries;
        this.codec = codec;
        this.epochs = epochs;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        int epoch = queries.identities()
                .chain(known -> known.isEmpty() ? begin() : Uni.createFrom().voidItem())
                .chain(queries::base)
                .invoke(base -> base.ifPresent(this::compareWithUrl))
                .chain(epochs::compare)
                .await()
                .atMost(PATIENCE);
        LOG.debugf("the log is in epoch %d", epoch);
    }

    private Uni<Void> begin() {
        return beginning.write(LogOrigin.of(publicUrl).base(), codec.make(1, clock.instant()));
    }

    private void compareWithUrl(String base) {
        if (!base.equals(LogOrigin.of(publicUrl).base())) {
            LOG.infof("The log keeps the origin of its first start, %s, whatever the public URL is now.", base);
        }
    }
}
