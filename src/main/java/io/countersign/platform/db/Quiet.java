package io.countersign.platform.db;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** A client that hangs up in mid-request makes later failures that nobody waits for; they are no errors of the server. */
@ApplicationScoped
public class Quiet {

    private static final Logger LOG = Logger.getLogger(Quiet.class);

    void start(@Observes StartupEvent event) {
        Infrastructure.setDroppedExceptionHandler(e -> LOG.debugf(e, "a failure came after its request was gone"));
    }
}
