package io.countersign.account;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import java.nio.charset.StandardCharsets;

/** Codes and refresh tokens, which are kept as hashes: they are random, so that no slow hash is needed. */
final class Secrets {

    private Secrets() {}

    static byte[] hash(String secret) {
        return Hashes.sha256(Bytes.wrap(secret.getBytes(StandardCharsets.UTF_8)))
                .toArray();
    }
}
