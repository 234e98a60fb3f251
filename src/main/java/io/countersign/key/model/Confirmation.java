package io.countersign.key.model;

import io.countersign.kernel.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a holder's device showed as the wallet's first address, with the login key's signature over it where there is one.
 *
 * @param entry the journal's entry of it, once that is written
 */
public record Confirmation(
        String firstAddress,
        @Nullable String signature,
        @Nullable String loginKey,
        Instant at,
        @Nullable Entry entry) {}
