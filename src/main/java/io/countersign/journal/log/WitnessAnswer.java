package io.countersign.journal.log;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.merkle.NoteRefusedException;
import io.countersign.crypto.merkle.NoteSignature;
import io.countersign.crypto.merkle.OpenedNote;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.crypto.merkle.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a witness answered. */
record WitnessAnswer(int status, Bytes body) {

    private static final int OK = 200;
    private static final int CONFLICT = 409;

    /** The witness's right cosignature of the checkpoint. */
    Optional<NoteSignature> cosignature(SignedNote asked, VerifierKey witness) {
        if (status != OK) {
            return Optional.empty();
        }
        try {
            OpenedNote opened = SignedNote.parse(asked.text() + "\n" + text()).open(List.of(witness));
            return Optional.of(opened.verified().get(0).line());
        } catch (MalformedException | NoteRefusedException e) {
            return Optional.empty();
        }
    }

    /** The size that the witness cosigned last, where that is another than it was told. */
    OptionalLong otherSize() {
        String size = text().strip();
        return status == CONFLICT && size.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(size))
                : OptionalLong.empty();
    }

    private String text() {
        return new String(body.toArray(), StandardCharsets.UTF_8);
    }
}
