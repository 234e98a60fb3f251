package io.countersign.bench;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Does something so many times a second, on as many threads as that may take; and tells how often it was really done. */
final class Pace {

    private static final int THREADS = 32;

    private final String name;
    private final long nanosBetween;
    private final IntConsumer work;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicReference<@Nullable RuntimeException> failed = new AtomicReference<>();
    private long started;

    Pace(String name, int aSecond, IntConsumer work) {
        this(name, Duration.ofSeconds(1).dividedBy(aSecond), work);
    }

    Pace(String name, Duration between, IntConsumer work) {
        this.name = name;
        this.nanosBetween = between.toNanos();
        this.work = work;
    }

    void start() {
        started = System.nanoTime();
        for (int i = 0; i < THREADS; i++) {
            var nothing = threads.scheduleAtFixedRate(
                    this::once, i * nanosBetween, THREADS * nanosBetween, TimeUnit.NANOSECONDS);
            assert nothing != null;
        }
    }

    private void once() {
        try {
            work.accept(turn.getAndIncrement());
        } catch (RuntimeException e) {
            failed.compareAndSet(null, e);
            throw e;
        }
    }

    void stop() throws InterruptedException {
        threads.shutdown();
        double seconds = (System.nanoTime() - started) / 1e9;
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " do not come to an end");
        }
        System.out.printf("%s: %d, %.1f a second%n", name, turn.get(), turn.get() / seconds);
        RuntimeException first = failed.get();
        if (first != null) {
            throw first;
        }
    }
}
