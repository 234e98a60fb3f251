package io.countersign.crypto.merkle;

import java.util.Arrays;
import java.util.Optional;

/** What an Ed25519 key signs in a note (C2SP signed-note, "Signature types"). One key may serve both: its ids differ. */
public enum KeyUse {
    /** The note's text itself. */
    NOTE(1),
    /** A checkpoint with a time (C2SP tlog-cosignature). */
    COSIGNATURE(4);

    private final int type;

    KeyUse(int type) {
        this.type = type;
    }

    /** The type's byte in a verifier key. */
    public int type() {
        return type;
    }

    static Optional<KeyUse> of(int type) {
        return Arrays.stream(values()).filter(use -> use.type == type).findFirst();
    }
}
