package io.countersign.webhook.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a delivery is tried again (Standard Webhooks, "Deliverability and reliability"): ten attempts over about 75 hours. */
public final class RetrySchedule {

    /** The longest wait that an endpoint may ask for. */
    public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final double JITTER = 0.1;

    private RetrySchedule() {}

    /**
     * How long to wait after the attempt number {@code tries} (from 1); empty after the last.
     *
     * @param chance from 0 to 1: a tenth less or more, so that those that failed together do not all come back together
     * @param retryAfter what the endpoint asked for, which counts where it is longer
     */
    public static Optional<Duration> delayAfter(int tries, double chance, Optional<Duration> retryAfter) {
        if (tries > DELAYS.size()) {
            return Optional.empty();
        }
        double factor = 1 - JITTER + 2 * JITTER * chance;
        Duration planned = Duration.ofMillis(Math.round(DELAYS.get(tries - 1).toMillis() * factor));
        return Optional.of(retryAfter
                .map(RetrySchedule::atMost)
                .filter(asked -> asked.compareTo(planned) > 0)
                .orElse(planned));
    }

    private static Duration atMost(Duration asked) {
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }
}
