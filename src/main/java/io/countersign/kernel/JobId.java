package io.countersign.kernel;

import java.util.UUID;

/** A job of later work. */
public record JobId(UUID value) {

    /** Reads the canonical text of a UUID; anything else names nothing. */
    public static JobId fromString(String text) {
        return new JobId(Uuids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
