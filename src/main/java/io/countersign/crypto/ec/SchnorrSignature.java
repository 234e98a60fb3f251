package io.countersign.crypto.ec;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;

/** A BIP340 signature, 64 bytes, without a hash type byte. */
public record SchnorrSignature(Bytes bytes) {

    public static final int SIZE = 64;

    public SchnorrSignature {
        if (bytes.size() != SIZE) {
            throw new MalformedException("Schnorr signature", "A Schnorr signature has 64 bytes.");
        }
    }
}
