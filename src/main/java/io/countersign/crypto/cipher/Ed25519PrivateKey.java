package io.countersign.crypto.cipher;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 private key (RFC 8032) by its seed. It signs what the server itself says, such as its log's checkpoints; never a spend. */
public final class Ed25519PrivateKey {

    private final Bytes32 seed;
    private final Ed25519PublicKey publicKey;

    private Ed25519PrivateKey(Bytes32 seed) {
        this.seed = seed;
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed.toArray(), 0, point, 0);
        this.publicKey = new Ed25519PublicKey(Bytes32.wrap(point));
    }

    /** The key of a seed of 32 unpredictable bytes. */
    public static Ed25519PrivateKey ofSeed(Bytes32 seed) {
        return new Ed25519PrivateKey(seed);
    }

    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    /** The 64 bytes of the signature over {@code message} itself: the same each time. */
    public Bytes sign(Bytes message) {
        byte[] text = message.toArray();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed.toArray(), 0, publicKey.value().toArray(), 0, null, text, 0, text.length, signature, 0);
        return Bytes.wrap(signature);
    }

    /** Without the seed. */
    @Override
    public String toString() {
        return "private key of " + publicKey.value().toHex();
    }
}
