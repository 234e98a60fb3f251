package io.countersign.journal.log;

import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.SignedNote;
import java.time.Instant;

/** A checkpoint that the log has signed: its note, with the cosignatures known by now, and when it was signed last. */
public record SignedCheckpoint(int epoch, Checkpoint checkpoint, SignedNote note, Instant signedAt) {

    public long size() {
        return checkpoint.size();
    }
}
