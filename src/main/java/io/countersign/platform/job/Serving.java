package io.countersign.platform.job;

import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says once that the server listens, whichever of its doors opened first. */
@ApplicationScoped
class Serving {

    private final Event<ServingEvent> event;
    private final AtomicBoolean isSaid = new AtomicBoolean();

    Serving(Event<ServingEvent> event) {
        this.event = event;
    }

    void atPort(@ObservesAsync HttpServerStart start) {
        sayOnce();
    }

    void atTlsPort(@ObservesAsync HttpsServerStart start) {
        sayOnce();
    }

    void atSocket(@ObservesAsync DomainSocketServerStart start) {
        sayOnce();
    }

    private void sayOnce() {
        if (isSaid.compareAndSet(false, true)) {
            event.fire(new ServingEvent());
        }
    }
}
