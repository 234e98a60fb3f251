package io.countersign.proposal.http;

import org.jspecify.annotations.Nullable;

/** The creator's signature by a login key. */
public record AttestationRequest(@Nullable String signature) {}
