package io.countersign.crypto.merkle;

import java.util.Objects;

/** A well-formed note that is not signed as it must be. The message is one sentence for whoever was shown the note. */
public final class NoteRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoteRefusedException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
