package io.countersign.testing;

import fr.acinq.bitcoin.PrivateKey;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.EcdsaSignature;
import java.math.BigInteger;

/** Arithmetic modulo the group order: how an attacker makes signatures that no honest signer makes. */
public final class Scalars {

    public static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private Scalars() {}

    public static Bytes32 bytes32(BigInteger value) {
        return Bytes32.ofHex("%064x".formatted(value));
    }

    public static BigInteger number(Bytes32 value) {
        return new BigInteger(1, value.toArray());
    }

    /** The other signature over the same message: S taken from the order. */
    public static EcdsaSignature withOtherS(EcdsaSignature signature) {
        return new EcdsaSignature(signature.r(), bytes32(ORDER.subtract(number(signature.s()))));
    }

    /** A right signature with a chosen nonce, low S: s = (z + r d) / k. */
    public static EcdsaSignature sign(Bytes32 hash, PrivateKey key, BigInteger nonce) {
        byte[] point =
                new PrivateKey(bytes32(nonce).toArray()).publicKey().value.toByteArray();
        BigInteger r = new BigInteger(1, Bytes.of(point).sliceFrom(1).toArray()).mod(ORDER);
        BigInteger d = new BigInteger(1, key.value.toByteArray());
        BigInteger s = number(hash)
                .add(r.multiply(d))
                .multiply(nonce.modInverse(ORDER))
                .mod(ORDER);
        EcdsaSignature signature = new EcdsaSignature(bytes32(r), bytes32(s));
        return signature.hasLowS() ? signature : withOtherS(signature);
    }

    /** DER of any two numbers, and the byte 01. */
    public static Bytes der(BigInteger r, BigInteger s) {
        Bytes first = integer(r);
        Bytes second = integer(s);
        return Bytes.wrap(new byte[] {0x30, (byte) (first.size() + second.size())})
                .plus(first)
                .plus(second)
                .plus(Bytes.ofHex("01"));
    }

    private static Bytes integer(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return Bytes.wrap(new byte[] {2, (byte) bytes.length}).plus(Bytes.wrap(bytes));
    }
}
