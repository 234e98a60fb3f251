package io.countersign.kernel;

import java.util.UUID;

/** A webhook. */
public record WebhookId(UUID value) {

    /** Reads the canonical text of a UUID; anything else names nothing. */
    public static WebhookId fromString(String text) {
        return new WebhookId(Uuids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
