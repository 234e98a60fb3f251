package io.countersign.kernel;

import java.util.UUID;

/** An invitation. */
public record InvitationId(UUID value) {

    /** Reads the canonical text of a UUID; anything else names nothing. */
    public static InvitationId fromString(String text) {
        return new InvitationId(Uuids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
