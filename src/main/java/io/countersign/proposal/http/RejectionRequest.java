package io.countersign.proposal.http;

import org.jspecify.annotations.Nullable;

/** Why a cosigner says no. */
public record RejectionRequest(@Nullable String reason) {}
