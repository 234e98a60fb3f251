package io.countersign.platform.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Leases of later work. */
@ConfigMapping(prefix = "countersign.job")
public interface JobConfig {

    /** After so long without a word from the copy that took a job, another takes it. */
    @WithDefault("30s")
    Duration lease();
}
