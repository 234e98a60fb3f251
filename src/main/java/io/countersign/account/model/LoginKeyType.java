package io.countersign.account.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a login key signs. */
public enum LoginKeyType {
    ES256,
    ED25519,
    BIP322;

    public static Optional<LoginKeyType> find(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
