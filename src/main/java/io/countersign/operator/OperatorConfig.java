package io.countersign.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** From when on something counts as stuck or overdue. */
@ConfigMapping(prefix = "countersign.operator")
public interface OperatorConfig {

    /** A key that has proven for so long nothing is due for a health check. */
    @WithDefault("180d")
    Duration healthCheckInterval();

    /** A proposal that has waited for signatures for so long is stuck. */
    @WithDefault("3d")
    Duration signaturesLateAfter();

    /** A transaction that has waited for so long to be sent is stuck. */
    @WithDefault("10m")
    Duration broadcastLateAfter();

    /** A transaction that has waited for so long to be confirmed is stuck. */
    @WithDefault("24h")
    Duration confirmationLateAfter();

    /** A proposal that expires so soon without its signatures is stuck. */
    @WithDefault("24h")
    Duration expiryNear();
}
