package io.countersign.crypto.ec;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import java.math.BigInteger;

/** An ECDSA signature as two scalars, each 1..n-1. */
public record EcdsaSignature(Bytes32 r, Bytes32 s) {

    private static final String FORMAT = "ECDSA signature";

    public EcdsaSignature {
        requireScalar(r);
        requireScalar(s);
    }

    /**
     * Reads strict DER without the hash type byte (BIP66).
     *
     * @throws MalformedException for any other encoding, and for r or s outside 1..n-1
     */
    public static EcdsaSignature parseDer(Bytes der) {
        int size = der.size();
        if (size < 8 || size > 72 || der.at(0) != 0x30 || der.at(1) != size - 2) {
            throw new MalformedException(FORMAT, "The signature is not strict DER (BIP66).");
        }
        int lengthOfR = integerLength(der, 2);
        int lengthOfS = integerLength(der, 4 + lengthOfR);
        if (lengthOfR + lengthOfS + 6 != size) {
            throw new MalformedException(FORMAT, "The signature is not strict DER (BIP66): bytes follow it.");
        }
        return new EcdsaSignature(
                scalar(der.slice(4, 4 + lengthOfR)), scalar(der.slice(6 + lengthOfR, 6 + lengthOfR + lengthOfS)));
    }

    /** Reads r || s, 64 bytes. */
    public static EcdsaSignature parseCompact(Bytes compact) {
        if (compact.size() != 64) {
            throw new MalformedException(FORMAT, "A compact signature has 64 bytes.");
        }
        return new EcdsaSignature(new Bytes32(compact.slice(0, 32)), new Bytes32(compact.sliceFrom(32)));
    }

    /** r || s, 64 bytes: the one form that the native library takes for every value. */
    public Bytes toCompact() {
        return r.bytes().plus(s.bytes());
    }

    /** Strict DER without a hash type byte. */
    public Bytes toDer() {
        Bytes first = derInteger(r);
        Bytes second = derInteger(s);
        return Bytes.wrap(new byte[] {0x30, (byte) (first.size() + second.size())})
                .plus(first)
                .plus(second);
    }

    /** True where s is at most n/2, as relay policy and this server demand. */
    public boolean hasLowS() {
        return GroupOrder.isLow(s);
    }

    private static int integerLength(Bytes der, int at) {
        if (at + 2 > der.size() || der.at(at) != 0x02) {
            throw new MalformedException(FORMAT, at, "The signature is not strict DER (BIP66): an integer is missing.");
        }
        int length = der.at(at + 1);
        if (length == 0 || length > 33 || at + 2 + length > der.size()) {
            throw new MalformedException(FORMAT, at, "The signature is not strict DER (BIP66): a length is wrong.");
        }
        int first = der.at(at + 2);
        boolean padded = length > 1 && first == 0 && der.at(at + 3) < 0x80;
        if (first >= 0x80 || padded) {
            throw new MalformedException(
                    FORMAT, at, "The signature is not strict DER (BIP66): an integer is negative or padded.");
        }
        return length;
    }

    private static Bytes32 scalar(Bytes integer) {
        Bytes magnitude = integer.at(0) == 0 ? integer.sliceFrom(1) : integer;
        if (magnitude.size() > 32) {
            throw new MalformedException(FORMAT, "A scalar of the signature has more than 32 bytes.");
        }
        return new Bytes32(Bytes.wrap(new byte[32 - magnitude.size()]).plus(magnitude));
    }

    private static Bytes derInteger(Bytes32 scalar) {
        byte[] minimal = new BigInteger(1, scalar.toArray()).toByteArray();
        return Bytes.wrap(new byte[] {0x02, (byte) minimal.length}).plus(Bytes.wrap(minimal));
    }

    private static void requireScalar(Bytes32 scalar) {
        if (GroupOrder.isZero(scalar) || !GroupOrder.exceeds(scalar)) {
            throw new MalformedException(FORMAT, "A scalar of the signature is zero or not below the group order.");
        }
    }
}
