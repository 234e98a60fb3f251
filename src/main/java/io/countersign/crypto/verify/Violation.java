package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One refused signature. The key is absent where a signature out of a final script could not be ascribed to one; {@code detail} is a
 * sentence for the sender.
 */
public record Violation(int inputIndex, @Nullable Bytes key, ViolationReason reason, String detail) {

    /** The key as it was handed in, in hex. */
    public Optional<String> publicKey() {
        return Optional.ofNullable(key).map(Bytes::toHex);
    }
}
