package io.countersign.kernel;

import java.util.UUID;

/** A wallet. */
public record WalletId(UUID value) {

    /** Reads the canonical text of a UUID; anything else names nothing. */
    public static WalletId fromString(String text) {
        return new WalletId(Uuids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
