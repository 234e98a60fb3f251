package io.countersign.crypto.cipher;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 public key (RFC 8032). Points of small order, for which anyone can sign, are none. */
public record Ed25519PublicKey(Bytes32 value) {

    public Ed25519PublicKey {
        if (!Ed25519.validatePublicKeyFull(value.bytes().toArray(), 0)) {
            throw new MalformedException(
                    "ed25519 key", "An ed25519 key is a point of the curve's prime-order group in 32 bytes.");
        }
    }

    /** Whether {@code signature} is one of exactly 64 bytes over {@code message} itself, which is not hashed before. */
    public boolean verifies(Bytes message, Bytes signature) {
        byte[] text = message.toArray();
        return signature.size() == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature.toArray(), 0, value.bytes().toArray(), 0, text, 0, text.length);
    }
}
