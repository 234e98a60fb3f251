package io.countersign.platform.work;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** What one waiter waits for, without a thread. A signal is kept until it is waited for, so none between two looks is lost. */
public final class Signal {

    private static final Runnable NOBODY = () -> {};

    private final Vertx vertx;
    private boolean isGiven;
    private Runnable onSignal = NOBODY;

    public Signal(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Answers on the caller's context when there was a signal since the last wait, or after {@code patience}. */
    public Uni<Void> within(Duration patience) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = vertx.getOrCreateContext();
            long timer = vertx.setTimer(Math.max(1, patience.toMillis()), id -> give());
            waitFor(() -> context.runOnContext(nothing -> {
                vertx.cancelTimer(timer);
                emitter.complete(null);
            }));
            emitter.onTermination(() -> vertx.cancelTimer(timer));
        });
    }

    /** Wakes the waiter, from any thread. */
    public void give() {
        Runnable action;
        synchronized (this) {
            action = onSignal;
            onSignal = NOBODY;
            isGiven = action == NOBODY;
        }
        action.run();
    }

    private void waitFor(Runnable action) {
        boolean already;
        synchronized (this) {
            already = isGiven;
            isGiven = false;
            onSignal = already ? NOBODY : action;
        }
        if (already) {
            action.run();
        }
    }
}
