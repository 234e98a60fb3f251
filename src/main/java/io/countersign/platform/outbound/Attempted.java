package io.countersign.platform.outbound;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt: a status, or why there is none.
 *
 * @param retryAfter the answer's field of that name as it came, cut to a few characters
 */
public record Attempted(
        @Nullable Integer status, @Nullable AttemptError error, @Nullable String retryAfter, Duration latency) {

    public static Attempted answered(AnswerHead head, Duration latency) {
        return new Attempted(head.status(), null, head.retryAfter(), latency);
    }

    public static Attempted failed(AttemptError error, Duration latency) {
        return new Attempted(null, error, null, latency);
    }

    /** Whether the receiver has taken it. */
    public boolean isSuccess() {
        return status != null && status / 100 == 2;
    }

    public boolean hasStatus(int expected) {
        return status != null && status == expected;
    }

    public Optional<String> findRetryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
