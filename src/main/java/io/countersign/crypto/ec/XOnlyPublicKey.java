package io.countersign.crypto.ec;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;

/** The x coordinate of a point with even y, 32 bytes; proven to lie on the curve (BIP340, "Public Key Conversion"). */
public record XOnlyPublicKey(Bytes32 x) implements Comparable<XOnlyPublicKey> {

    public XOnlyPublicKey {
        if (!Secp256k1.isPoint(Bytes.ofHex("02").plus(x.bytes()))) {
            throw new MalformedException("x-only public key", "No point of secp256k1 has this x.");
        }
    }

    public static XOnlyPublicKey parse(Bytes bytes) {
        return new XOnlyPublicKey(new Bytes32(bytes));
    }

    static XOnlyPublicKey ofPoint(PublicKey key) {
        return new XOnlyPublicKey(new Bytes32(key.bytes().sliceFrom(1)));
    }

    /** The point with even y. */
    public PublicKey even() {
        return new PublicKey(Bytes.ofHex("02").plus(x.bytes()));
    }

    public Bytes bytes() {
        return x.bytes();
    }

    @Override
    public int compareTo(XOnlyPublicKey other) {
        return x.compareTo(other.x);
    }

    @Override
    public String toString() {
        return x.toHex();
    }
}
