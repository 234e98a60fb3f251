package io.countersign.platform.job;

import java.time.Duration;

/** What became of a job: done, or to be run again after a while. */
public record JobOutcome(boolean isDone, Duration again) {

    public static final JobOutcome DONE = new JobOutcome(true, Duration.ZERO);

    public static JobOutcome againIn(Duration delay) {
        return new JobOutcome(false, delay);
    }
}
