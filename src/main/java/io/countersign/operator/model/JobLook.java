package io.countersign.operator.model;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as an operator sees it. {@code attempts} counts those since it last went well. */
public record JobLook(
        UUID id, String kind, UUID subject, State state, Instant runAt, int attempts, @Nullable String lastError) {

    /** Where a job stands. */
    public enum State {
        /** Due later, or about to run. */
        WAITING,
        /** Leased by a copy of the server. */
        RUNNING,
        /** Failed, and will run again. */
        RETRYING;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
