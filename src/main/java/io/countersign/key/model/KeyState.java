package io.countersign.key.model;

import java.util.Locale;

/** Where a key stands in its life. */
public enum KeyState {
    REGISTERED,
    PROVEN,
    CONFIRMED,
    RETIRED,
    COMPROMISED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static KeyState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
