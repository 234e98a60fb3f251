package io.countersign.platform.job;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs one step after another while there is work, never two at once in this process. A step answers whether more work is likely;
 * one that fails is logged and tried again at the next occasion.
 */
public final class Pump {

    private static final Logger LOG = Logger.getLogger(Pump.class);

    private final Vertx vertx;
    private final String name;
    private final Supplier<Uni<Boolean>> step;
    private boolean isBegun;
    private boolean isRunning;
    private boolean isWanted;
    private boolean isStopped;

    public Pump(Vertx vertx, String name, Supplier<Uni<Boolean>> step) {
        this.vertx = vertx;
        this.name = name;
        this.step = step;
    }

    /** Begins, at {@link ServingEvent}: from now on steps run when they are wanted, and every so often for what no one asked for. */
    public Pump every(long millis) {
        synchronized (this) {
            isBegun = true;
        }
        vertx.setPeriodic(millis, timer -> want());
        want();
        return this;
    }

    /** Says that there may be work. Returns at once. */
    public void want() {
        synchronized (this) {
            isWanted = true;
            if (!isBegun || isRunning || isStopped) {
                return;
            }
            isRunning = true;
        }
        runStep();
    }

    /** No further step begins. */
    public void stop() {
        synchronized (this) {
            isStopped = true;
        }
    }

    private void runStep() {
        synchronized (this) {
            isWanted = false;
        }
        FreshContext.run(
                vertx,
                () -> Uni.createFrom().deferred(() -> step.get()).subscribe().with(this::stepped, this::failed));
    }

    private void stepped(boolean isMoreLikely) {
        synchronized (this) {
            if (isStopped || !isWanted && !isMoreLikely) {
                isRunning = false;
                return;
            }
        }
        runStep();
    }

    private void failed(Throwable e) {
        synchronized (this) {
            isRunning = false;
            if (isStopped) {
                return;
            }
        }
        LOG.warnf("%s failed and will be tried again: %s", name, e);
    }
}
