package io.countersign.platform.identity.store;

import io.countersign.crypto.bytes.Bytes;
import java.time.Instant;

/** A row of the table of signing keys. */
public record StoredSigningKey(
        int generation, String kid, String publicJwk, Bytes sealedPrivate, Instant createdAt, Instant signsFrom) {}
