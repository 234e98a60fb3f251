package io.countersign.wallet.http;

import org.jspecify.annotations.Nullable;

/** A signature over the key's challenge, or {@code {"proof": "waived"}} by the owner. */
public record ProofRequest(
        @Nullable String path, @Nullable String signature, @Nullable String format, @Nullable String proof) {}
