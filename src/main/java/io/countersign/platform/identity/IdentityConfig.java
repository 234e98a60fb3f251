package io.countersign.platform.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of access tokens. */
@ConfigMapping(prefix = "countersign.identity")
public interface IdentityConfig {

    /** How long a key signs access tokens before the next one takes over. */
    @WithDefault("90d")
    Duration signingKeyLifetime();
}
