package io.countersign.journal.log;

import java.time.Duration;
import java.time.Instant;

/** What a witness cosigned last, and when; size 0 where it never did. */
public record LastCosigned(long size, Instant at) {

    public static final LastCosigned NEVER = new LastCosigned(0, Instant.EPOCH);

    private static final Duration OLDEST = Duration.ofSeconds(60);

    /** Whether it should be asked: there is something new, or its word on the same has become old. */
    boolean isDue(long newestSize, Instant now) {
        return newestSize > size || !at.plus(OLDEST).isAfter(now);
    }
}
