package io.countersign.crypto.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Ed25519PrivateKey;

/** Signs notes under a name. */
public final class NoteSigner {

    private final VerifierKey verifierKey;
    private final Ed25519PrivateKey key;

    public NoteSigner(String name, Ed25519PrivateKey key) {
        this.verifierKey = new VerifierKey(name, KeyUse.NOTE, key.publicKey());
        this.key = key;
    }

    /** By which its signatures of notes are verified. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /** By which its cosignatures are verified. */
    public VerifierKey cosignerKey() {
        return verifierKey.as(KeyUse.COSIGNATURE);
    }

    /** @param text ends in a line feed */
    public NoteSignature sign(String text) {
        Bytes signature = key.sign(Bytes.wrap(SignedNote.requireText(text).getBytes(UTF_8)));
        return new NoteSignature(verifierKey.name(), verifierKey.id(), signature);
    }

    /** @param time seconds since 1970 */
    public NoteSignature cosign(Checkpoint checkpoint, long time) {
        Bytes signature = key.sign(Cosignature.message(time, checkpoint.text()));
        return new NoteSignature(verifierKey.name(), cosignerKey().id(), new Cosignature(time, signature).body());
    }
}
