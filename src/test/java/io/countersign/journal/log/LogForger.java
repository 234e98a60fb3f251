package io.countersign.journal.log;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.NoteSigner;
import io.countersign.crypto.merkle.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;

/** Signs by the log's own key whatever an evil operator wants signed. */
@ApplicationScoped
public class LogForger {

    private final LogKeys keys;

    LogForger(LogKeys keys) {
        this.keys = keys;
    }

    public NoteSigner signer() {
        return keys.signer().await().indefinitely();
    }

    /** A checkpoint of any size and root, dated at any time. */
    public String checkpoint(long size, Bytes32 root, long seconds) {
        NoteSigner signer = signer();
        Checkpoint checkpoint = Checkpoint.of(signer.verifierKey().name(), size, root);
        return SignedNote.of(checkpoint.text(), signer.sign(checkpoint.text()), signer.cosign(checkpoint, seconds))
                .toString();
    }
}
