package io.countersign.platform.work;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** One who waits for news, from the moment it was made until it is closed. It holds no connection to the database. */
public interface Waiting extends AutoCloseable {

    /** Answers on the caller's context when there was news since the last wait, or after {@code patience}. */
    Uni<Void> signalledWithin(Duration patience);

    @Override
    void close();
}
