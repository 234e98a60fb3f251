package io.countersign.platform.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Who may read the metrics. */
@ConfigMapping(prefix = "countersign.metrics")
public interface MetricsConfig {

    /** Whether anyone may; otherwise operators only. */
    @WithName("public")
    @WithDefault("false")
    boolean isPublic();
}
