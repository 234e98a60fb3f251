package io.countersign.journal.log;

import io.countersign.crypto.merkle.VerifierKey;

/** Under which name and by which key the log has signed or signs. A new epoch has a new name, a rotation brings a new key. */
public record LogIdentity(int epoch, int generation, VerifierKey key) {

    public String origin() {
        return key.name();
    }
}
