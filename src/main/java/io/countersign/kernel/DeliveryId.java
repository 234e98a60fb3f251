package io.countersign.kernel;

import java.util.UUID;

/** What one webhook is sent of one event. */
public record DeliveryId(UUID value) {

    /** Reads the canonical text of a UUID; anything else names nothing. */
    public static DeliveryId fromString(String text) {
        return new DeliveryId(Uuids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
