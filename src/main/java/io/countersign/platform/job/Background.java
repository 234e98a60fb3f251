package io.countersign.platform.job;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs work that nobody waits for, each on a context of its own. A failure is logged. */
@ApplicationScoped
public class Background {

    private static final Logger LOG = Logger.getLogger(Background.class);

    private static final int LONGEST_LAST_SECONDS = 3;

    private final Vertx vertx;

    Background(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs the last work before the server stops, and waits for it, but not for long. */
    public void runLast(String name, Supplier<Uni<Void>> work) {
        CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        run(name, work, () -> ended.complete(null));
        try {
            ended.get(LONGEST_LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf("%s did not end in time", name);
        }
    }

    /** Begins {@code work}. */
    public void run(String name, Supplier<Uni<Void>> work) {
        run(name, work, () -> {});
    }

    private void run(String name, Supplier<Uni<Void>> work, Runnable atEnd) {
        FreshContext.run(vertx, () -> Uni.createFrom()
                .deferred(() -> work.get())
                .onTermination()
                .invoke(atEnd)
                .subscribe()
                .with(done -> {}, e -> LOG.warnf("%s failed: %s", name, e)));
    }
}
