package io.countersign.wallet.http;

import org.jspecify.annotations.Nullable;

/** A wallet to be made by its policy, or imported by its descriptor. */
public record CreateWalletRequest(
        @Nullable String name,
        @Nullable String network,
        @Nullable PolicyRequest policy,
        @Nullable String descriptor,
        @Nullable Integer birthHeight,
        @Nullable Long nextIndex,
        @Nullable Long nextChangeIndex) {

    /** The script and how many of how many keys. */
    public record PolicyRequest(
            @Nullable String script, @Nullable Integer threshold, @Nullable Integer total, @Nullable String template) {}
}
