package io.countersign.kernel;

import java.util.UUID;

/** An account: a person or a service that signs in. */
public record AccountId(UUID value) {

    /** Reads the canonical text of a UUID; anything else names nothing. */
    public static AccountId fromString(String text) {
        return new AccountId(Uuids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
