package io.countersign.webhook.model;

import io.countersign.kernel.DeliveryId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is sent of one event.
 *
 * @param nextAttemptAt null where none is planned
 */
public record Delivery(
        DeliveryId id,
        UUID eventId,
        String type,
        DeliveryState state,
        @Nullable Instant nextAttemptAt,
        List<Attempt> attempts) {

    /** The type of tests, which are no events. */
    public static final String TEST = "webhook.test";

    public Delivery {
        attempts = List.copyOf(attempts);
    }

    /** One try to send it; {@code error} says why there was no status. */
    public record Attempt(Instant at, @Nullable Integer status, long latencyMs, @Nullable String error) {}
}
