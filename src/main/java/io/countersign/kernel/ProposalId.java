package io.countersign.kernel;

import java.util.UUID;

/** A proposal to spend. */
public record ProposalId(UUID value) {

    /** Reads the canonical text of a UUID; anything else names nothing. */
    public static ProposalId fromString(String text) {
        return new ProposalId(Uuids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
