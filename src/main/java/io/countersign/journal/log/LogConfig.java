package io.countersign.journal.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** Settings of the log. */
@ConfigMapping(prefix = "countersign.log")
public interface LogConfig {

    /** Whether the log is open to anyone, without a token. */
    @WithName("public")
    @WithDefault("false")
    boolean isPublic();

    /** Who is asked to cosign checkpoints: the verifier key and the prefix of the URL of each. */
    Optional<List<String>> witnesses();
}
