package io.countersign.wallet.http;

import org.jspecify.annotations.Nullable;

/** What the device showed as the first address; optionally the login key's signature over the confirmation. */
public record ConfirmationRequest(@Nullable String firstAddress, @Nullable String signature) {}
