package io.countersign.cli;

import io.countersign.platform.config.StartRefusedException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of the server, with what must outlive it: closed in the reverse order once the framework has stopped. A signal's end of the
 * process waits for that, so that PostgreSQL stops in order and after its clients.
 */
final class ServerRun implements AutoCloseable {

    private static final int LONGEST_WAIT_SECONDS = 150;

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread waitForClose = new Thread(this::awaitClosed, "countersign-shutdown");

    ServerRun() {
        Runtime.getRuntime().addShutdownHook(waitForClose);
    }

    void closeAtTheEnd(AutoCloseable resource) {
        toClose.push(resource);
    }

    /** Starts the framework, and returns its exit code when it has stopped again. */
    int untilStopped() {
        AtomicInteger exitCode = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Quarkus.run(null, (code, cause) -> {
            exitCode.set(code);
            failure.set(cause);
        });
        Throwable cause = failure.get();
        if (cause != null) {
            throw refusal(cause);
        }
        return exitCode.get();
    }

    private static RuntimeException refusal(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .<RuntimeException>mapMulti((cause, found) -> {
                    if (cause instanceof StartRefusedException refused) {
                        found.accept(refused);
                    } else if (cause instanceof QuarkusBindException taken) {
                        found.accept(new StartRefusedException(
                                "The port %d is in use by another process. Stop that one, or set quarkus.http.port."
                                        .formatted(taken.getPort()),
                                failure));
                    }
                })
                .findFirst()
                .orElseGet(() -> new IllegalStateException("Countersign does not start.", failure));
    }

    @Override
    public void close() {
        try {
            while (!toClose.isEmpty()) {
                toClose.pop().close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("Countersign did not stop in order.", e);
        } finally {
            closed.countDown();
            forgetHook();
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(waitForClose);
        } catch (IllegalStateException e) {
            // The process is ending: the hook waits for this very moment.
        }
    }

    private void awaitClosed() {
        try {
            if (!closed.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Countersign did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
