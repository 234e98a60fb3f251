package io.countersign.platform.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a job: done, or to be run again after a while.
 *
 * @param hindrance why it could not go on, where something outside keeps it from that, in words that operators may see; it comes back
 *     later and later then
 */
public record JobOutcome(boolean isDone, Duration again, @Nullable String hindrance) {

    public static final JobOutcome DONE = new JobOutcome(true, Duration.ZERO, null);

    public static JobOutcome againIn(Duration delay) {
        return new JobOutcome(false, delay, null);
    }

    public static JobOutcome hindered(String why) {
        return new JobOutcome(false, Duration.ZERO, why);
    }
}
