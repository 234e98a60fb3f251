package io.countersign.crypto.script;

import io.countersign.crypto.MalformedException;

/** How many of how many keys must sign: 1 <= required <= total <= 20. */
public record Threshold(int required, int total) {

    /** CHECKMULTISIG's own limit. */
    public static final int MAX_KEYS = 20;

    public Threshold {
        if (required < 1 || required > total || total > MAX_KEYS) {
            throw new MalformedException(
                    "threshold",
                    "%d of %d is not possible: at least 1, at most as many as keys, and at most %d keys."
                            .formatted(required, total, MAX_KEYS));
        }
    }

    public static Threshold of(int required, int total) {
        return new Threshold(required, total);
    }

    /** {@code 2 of 3}. */
    @Override
    public String toString() {
        return required + " of " + total;
    }
}
