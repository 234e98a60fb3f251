package io.countersign.proposal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of proposals. */
@ConfigMapping(prefix = "countersign.proposal")
public interface ProposalConfig {

    /** How long a proposal collects signatures where its creator does not say. */
    @WithDefault("14d")
    Duration defaultLifetime();

    /** Above this fee rate, in sat/vB, a proposal needs {@code allowHighFee}. */
    @WithDefault("1000")
    long maxFeeRate();

    /** Above this share of what is spent, in percent, and above {@link #maxFeeSat} as well, it needs that too. */
    @WithDefault("10")
    int maxFeePercent();

    /** Fees up to this many satoshi are never a too large share. */
    @WithDefault("50000")
    long maxFeeSat();
}
