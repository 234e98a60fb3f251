package io.countersign.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the journal. */
@ConfigMapping(prefix = "countersign.journal")
public interface JournalConfig {

    /** How many event streams an account may have open at once in one process. */
    @WithDefault("5000")
    int streamsPerAccount();
}
