package io.countersign.platform.identity;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;

/**
 * A P-256 key that signs access tokens.
 *
 * @param kid the RFC 7638 thumbprint of its public part
 * @param publicJwk the public part as the server publishes it (RFC 7517)
 * @param signsFrom from when on it signs; it is published before, so that every copy knows it by then
 */
public record SigningKey(
        int generation,
        String kid,
        String publicJwk,
        PublicKey publicKey,
        PrivateKey privateKey,
        Instant createdAt,
        Instant signsFrom) {}
