package io.countersign.proposal.model;

import io.countersign.kernel.KeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a cosigner is: {@code pending}, {@code nonce_given}, {@code signed} (every input has its signature) or {@code rejected}. */
public record SignerProgress(KeyId keyId, String state, @Nullable Instant signedAt) {}
