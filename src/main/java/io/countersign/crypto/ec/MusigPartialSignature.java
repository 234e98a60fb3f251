package io.countersign.crypto.ec;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;

/** One signer's part of a MuSig2 signature: a scalar of 32 bytes below the group order (BIP327, "Signing"). */
public record MusigPartialSignature(Bytes32 scalar) {

    private static final String FORMAT = "partial signature";

    public MusigPartialSignature {
        if (!GroupOrder.exceeds(scalar)) {
            throw new MalformedException(FORMAT, "The partial signature is not below the group order.");
        }
    }

    public static MusigPartialSignature parse(Bytes bytes) {
        if (bytes.size() != Bytes32.SIZE) {
            throw new MalformedException(FORMAT, "A partial signature has 32 bytes; found %d.".formatted(bytes.size()));
        }
        return new MusigPartialSignature(new Bytes32(bytes));
    }

    public Bytes bytes() {
        return scalar.bytes();
    }

    @Override
    public String toString() {
        return scalar.toHex();
    }
}
