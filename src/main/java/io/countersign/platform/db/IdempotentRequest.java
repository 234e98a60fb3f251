package io.countersign.platform.db;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import java.nio.charset.StandardCharsets;

/**
 * A request under an idempotency key. {@code scope} is a hash of account, method, path and key; {@code requestHash} one of media type
 * and body. Both are hex of SHA-256.
 */
public record IdempotentRequest(String scope, String requestHash) {

    public static IdempotentRequest of(
            String account, String method, String path, String key, String mediaType, Bytes body) {
        String scope = String.join("\n", account, method, path, key);
        Bytes request = utf8(mediaType + "\n").plus(body);
        return new IdempotentRequest(
                Hashes.sha256(utf8(scope)).toHex(), Hashes.sha256(request).toHex());
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
