package io.countersign.kernel;

import java.util.UUID;

/** A cosigner's key in a wallet. */
public record KeyId(UUID value) {

    /** Reads the canonical text of a UUID; anything else names nothing. */
    public static KeyId fromString(String text) {
        return new KeyId(Uuids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
