package io.countersign.key.model;

import io.countersign.crypto.key.KeyOrigin;

/** Keys that lie deeper than devices look are refused where a wallet or a proposal is made; readers of PSBTs take any depth. */
public final class KeyDepth {

    private static final int MOST_STEPS = 12;

    private KeyDepth() {}

    /** @param place what names the key, for the message */
    public static void require(String place, KeyOrigin origin) {
        int steps = origin.path().size();
        if (steps > MOST_STEPS) {
            throw KeyRefusal.KEY_TOO_DEEP.refuse("%s lies %d steps below its master key; devices take up to %d."
                    .formatted(place, steps, MOST_STEPS));
        }
    }
}
