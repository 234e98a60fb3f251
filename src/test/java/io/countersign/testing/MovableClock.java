package io.countersign.testing;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of the server under test: the right time, unless a test goes ahead of it for a while. */
public final class MovableClock extends Clock {

    private static volatile Duration lead = Duration.ZERO;

    private final Clock real = Clock.tickMillis(ZoneOffset.UTC);

    /** Takes the place of the server's own clock. */
    @Singleton
    public static class Source {

        @Produces
        @Singleton
        static Clock clock() {
            return new MovableClock();
        }
    }

    /** Does something at a later time. */
    public static void later(Duration lead, Runnable action) {
        MovableClock.lead = lead;
        try {
            action.run();
        } finally {
            MovableClock.lead = Duration.ZERO;
        }
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return real.withZone(zone);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(lead);
    }
}
