package io.countersign.key.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a holder's device showed as the wallet's first address, with the login key's signature over it where there is one. */
public record Confirmation(String firstAddress, @Nullable String signature, @Nullable String loginKey, Instant at) {}
