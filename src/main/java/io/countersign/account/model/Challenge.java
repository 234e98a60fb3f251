package io.countersign.account.model;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A sign-in challenge: one line that says what it is for, which no other text that a login key signs begins with. It serves one
 * method and dies with its first use, right or wrong.
 */
public record Challenge(UUID id, LoginKeyType method, String message, Instant expiresAt) {

    public static final Duration LIFETIME = Duration.ofMinutes(5);

    /** @param nonce 32 hex digits */
    public static Challenge of(
            UUID id, LoginKeyType method, String publicUrl, String nonce, Instant expiresAt, String expiresText) {
        String message = "Countersign sign-in at %s nonce %s expires %s".formatted(publicUrl, nonce, expiresText);
        return new Challenge(id, method, message, expiresAt);
    }
}
