package io.countersign.journal.log;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.KeyUse;
import io.countersign.crypto.merkle.NoteRefusedException;
import io.countersign.crypto.merkle.OpenedNote;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.crypto.merkle.VerifierKey;
import io.countersign.kernel.Refusal;
import java.util.List;

/** A checkpoint that a client has handed in, as it was written; that this log signed it only {@link #judged} says. */
public record HandedIn(SignedNote note, Checkpoint checkpoint) {

    public static HandedIn parse(Bytes body) {
        SignedNote note = SignedNote.parse(body);
        return new HandedIn(note, Checkpoint.parse(note.text()));
    }

    /** The epoch in which this log signed it, by a present or a previous key; 422 where it did not. */
    int judged(LogOrigin origin, LogIdentities identities) {
        int epoch = origin.epochOf(checkpoint.origin()).orElseThrow(HandedIn::notSigned);
        List<VerifierKey> keys = identities.keysOf(checkpoint.origin());
        if (!isSignedBy(keys)) {
            throw notSigned();
        }
        return epoch;
    }

    private boolean isSignedBy(List<VerifierKey> keys) {
        try {
            OpenedNote opened = note.open(keys);
            return opened.verified().stream()
                    .anyMatch(signature -> signature.key().use() == KeyUse.NOTE);
        } catch (NoteRefusedException e) {
            return false;
        }
    }

    private static Refusal notSigned() {
        return LogRefusal.CHECKPOINT_NOT_SIGNED.refuse(
                "The note carries no right signature by a key of this log; GET /v1/log lists them.");
    }
}
