package io.countersign.contribution.http;

import org.jspecify.annotations.Nullable;

/** A signed PSBT in base64. */
public record ContributionRequest(@Nullable String psbt) {}
