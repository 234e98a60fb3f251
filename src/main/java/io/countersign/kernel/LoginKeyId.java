package io.countersign.kernel;

import java.util.UUID;

/** A login key of an account. */
public record LoginKeyId(UUID value) {

    /** Reads the canonical text of a UUID; anything else names nothing. */
    public static LoginKeyId fromString(String text) {
        return new LoginKeyId(Uuids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
