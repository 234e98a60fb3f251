package io.countersign.testing;

import fr.acinq.bitcoin.PrivateKey;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
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

    /** The same of BIP340, 64 bytes: s = k + e d, where k and d are taken from the order if their points are odd. */
    public static Bytes signSchnorr(Bytes32 hash, PrivateKey key, BigInteger nonce) {
        PrivateKey nonceKey = new PrivateKey(bytes32(nonce).toArray());
        Bytes points = xOnly(nonceKey).plus(xOnly(key));
        Bytes32 challenge = Hashes.tagged("BIP0340/challenge", points.plus(hash.bytes()));
        BigInteger s = even(nonceKey).add(number(challenge).multiply(even(key))).mod(ORDER);
        return xOnly(nonceKey).plus(bytes32(s).bytes());
    }

    private static Bytes xOnly(PrivateKey key) {
        return Bytes.of(key.publicKey().value.toByteArray()).sliceFrom(1);
    }

    private static BigInteger even(PrivateKey key) {
        BigInteger scalar = new BigInteger(1, key.value.toByteArray());
        return key.publicKey().isEven() ? scalar : ORDER.subtract(scalar);
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
