package io.countersign.crypto.ec;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;

/** A point of secp256k1 in its compressed form, 33 bytes; proven to lie on the curve. Ordered by its bytes (BIP67). */
public final class PublicKey implements Comparable<PublicKey> {

    public static final int SIZE = 33;

    private final Bytes bytes;

    private PublicKey(Bytes bytes) {
        this.bytes = bytes;
    }

    /** Checks form and curve. */
    public static PublicKey parse(Bytes bytes) {
        if (bytes.size() != SIZE || (bytes.at(0) != 2 && bytes.at(0) != 3)) {
            throw new MalformedException("public key", "A compressed key has 33 bytes and begins with 02 or 03.");
        }
        if (!Secp256k1.isPoint(bytes)) {
            throw new MalformedException("public key", "The key is not a point of secp256k1.");
        }
        return new PublicKey(bytes);
    }

    public static PublicKey ofHex(String hex) {
        return parse(Bytes.ofHex(hex));
    }

    /** A point that the native library has just worked out, which needs no second look. */
    static PublicKey ofProven(Bytes compressed) {
        return new PublicKey(compressed);
    }

    /** True for a point in compressed form, or in the uncompressed form of 65 bytes that old PSBTs may carry. */
    public static boolean isEncodedPoint(Bytes bytes) {
        boolean formed = bytes.size() == SIZE && (bytes.at(0) == 2 || bytes.at(0) == 3)
                || bytes.size() == 65 && bytes.at(0) == 4;
        return formed && Secp256k1.isPoint(bytes);
    }

    public Bytes bytes() {
        return bytes;
    }

    /** The 32 bytes of x alone (BIP340). */
    public XOnlyPublicKey xOnly() {
        return XOnlyPublicKey.ofPoint(this);
    }

    /** True where y is odd, which the first byte says. */
    public boolean hasOddY() {
        return bytes.at(0) == 3;
    }

    public String toHex() {
        return bytes.toHex();
    }

    @Override
    public int compareTo(PublicKey other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && bytes.equals(key.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public String toString() {
        return toHex();
    }
}
