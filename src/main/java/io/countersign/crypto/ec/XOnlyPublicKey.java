package io.countersign.crypto.ec;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;

/** The x coordinate of a point with even y, 32 bytes; proven to lie on the curve (BIP340, "Public Key Conversion"). */
public final class XOnlyPublicKey implements Comparable<XOnlyPublicKey> {

    private static final Bytes EVEN = Bytes.ofHex("02");

    private final Bytes32 x;

    private XOnlyPublicKey(Bytes32 x) {
        this.x = x;
    }

    /** Checks the length and the curve. */
    public static XOnlyPublicKey parse(Bytes bytes) {
        Bytes32 x = new Bytes32(bytes);
        if (!Secp256k1.isPoint(EVEN.plus(bytes))) {
            throw new MalformedException("x-only public key", "No point of secp256k1 has this x.");
        }
        return new XOnlyPublicKey(x);
    }

    public static XOnlyPublicKey ofHex(String hex) {
        return parse(Bytes.ofHex(hex));
    }

    static XOnlyPublicKey ofPoint(PublicKey key) {
        return new XOnlyPublicKey(new Bytes32(key.bytes().sliceFrom(1)));
    }

    public Bytes32 x() {
        return x;
    }

    /** The point with even y. */
    public PublicKey even() {
        return PublicKey.ofProven(EVEN.plus(x.bytes()));
    }

    public Bytes bytes() {
        return x.bytes();
    }

    @Override
    public int compareTo(XOnlyPublicKey other) {
        return x.compareTo(other.x);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof XOnlyPublicKey key && x.equals(key.x);
    }

    @Override
    public int hashCode() {
        return x.hashCode();
    }

    @Override
    public String toString() {
        return x.toHex();
    }
}
