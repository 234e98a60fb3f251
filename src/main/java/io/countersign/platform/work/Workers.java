package io.countersign.platform.work;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Computation off the event loop: signatures, scripts, parsing. The answer comes back on the context that asked. */
@ApplicationScoped
public class Workers {

    private final Vertx vertx;

    Workers(Vertx vertx) {
        this.vertx = vertx;
    }

    public <T> Uni<T> compute(Supplier<T> computation) {
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(vertx.getOrCreateContext().executeBlocking(computation::get, false)));
    }
}
