package io.countersign.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of webhooks. */
@ConfigMapping(prefix = "countersign.webhook")
public interface WebhookConfig {

    /** Whether {@code http} URLs are taken, too. */
    @WithDefault("false")
    boolean allowHttp();

    /** CIDR blocks that may be reached although they are outside the public internet, at any port. */
    Optional<List<String>> allowedNetworks();

    /** How long an attempt may take, the look-up of the name and TLS included: at most the 15 seconds of the default. */
    @WithDefault("15s")
    Duration deadline();

    /** Name servers to ask, as {@code address} or {@code address:port}; the host's own where not set. */
    Optional<List<String>> dnsServers();
}
