package io.countersign.webhook.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How a delivery and its endpoint go on after an attempt.
 *
 * @param delay until the next attempt, where the delivery is still pending
 */
public record NextStep(DeliveryState delivery, Optional<Duration> delay, Endpoint endpoint) {

    /** An endpoint that has failed at everything for so long is paused. */
    public static final Duration PATIENCE = Duration.ofDays(5);

    /** What the attempt says of the endpoint. */
    public enum Endpoint {
        /** It takes events. */
        WELL,
        /** It failed. */
        FAILING,
        /** Nothing. */
        UNTOLD,
        /** It has failed for days: no more is sent until its owner looks at it. */
        TO_PAUSE,
        /** It said that it is gone (410). */
        TO_DISABLE
    }

    /** What was found out by an attempt. */
    public record Finding(boolean isSuccess, boolean isGone, Optional<Duration> retryAfter) {}

    /**
     * Decides after an attempt.
     *
     * @param tries the attempts made in this schedule, this one included
     * @param failingFor how long nothing was taken before this attempt
     * @param isTest tests are tried once, and say nothing of how long it fails
     */
    public static NextStep after(Finding finding, int tries, Duration failingFor, boolean isTest, double chance) {
        if (finding.isSuccess()) {
            return new NextStep(DeliveryState.DELIVERED, Optional.empty(), Endpoint.WELL);
        }
        if (finding.isGone()) {
            return new NextStep(DeliveryState.FAILED, Optional.empty(), Endpoint.TO_DISABLE);
        }
        if (isTest) {
            return new NextStep(DeliveryState.FAILED, Optional.empty(), Endpoint.UNTOLD);
        }
        boolean isPatienceOver = failingFor.compareTo(PATIENCE) >= 0;
        Endpoint endpoint = isPatienceOver ? Endpoint.TO_PAUSE : Endpoint.FAILING;
        Optional<Duration> delay = RetrySchedule.delayAfter(tries, chance, finding.retryAfter());
        // A paused endpoint keeps what it was not sent, so its last try is not the last.
        return isPatienceOver
                ? new NextStep(DeliveryState.PENDING, Optional.of(delay.orElse(Duration.ZERO)), endpoint)
                : new NextStep(delay.isPresent() ? DeliveryState.PENDING : DeliveryState.FAILED, delay, endpoint);
    }
}
