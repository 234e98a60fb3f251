package io.countersign.cli.signer;

import fr.acinq.secp256k1.Secp256k1;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.key.Fingerprint;
import java.nio.charset.StandardCharsets;

/** A private key of a test network with its chain code (BIP32). Deliberately without text form: it must not reach a log. */
final class ExtendedPrivateKey {

    private static final Secp256k1 NATIVE = Secp256k1.get();
    private static final Bytes MASTER = Bytes.wrap("Bitcoin seed".getBytes(StandardCharsets.US_ASCII));

    private final int depth;
    private final Fingerprint parent;
    private final long childNumber;
    private final Bytes32 chainCode;
    private final Bytes32 secret;
    private final PublicKey publicKey;

    private ExtendedPrivateKey(int depth, Fingerprint parent, long childNumber, Bytes32 chainCode, Bytes32 secret) {
        this.depth = depth;
        this.parent = parent;
        this.childNumber = childNumber;
        this.chainCode = chainCode;
        this.secret = secret;
        this.publicKey = PublicKey.parse(Bytes.wrap(NATIVE.pubKeyCompress(NATIVE.pubkeyCreate(secret.toArray()))));
    }

    /** BIP32, "Master key generation". */
    static ExtendedPrivateKey ofSeed(Bytes32 seed) {
        Bytes hash = Hashes.hmacSha512(MASTER, seed.bytes());
        return new ExtendedPrivateKey(
                0, Fingerprint.ZERO, 0, new Bytes32(hash.sliceFrom(32)), new Bytes32(hash.slice(0, 32)));
    }

    ExtendedPrivateKey derive(DerivationPath path) {
        ExtendedPrivateKey key = this;
        for (long step : path.steps()) {
            key = key.derive(step);
        }
        return key;
    }

    PublicKey publicKey() {
        return publicKey;
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(publicKey);
    }

    /** The tpub of this key. */
    ExtendedPublicKey toPublic() {
        return new ExtendedPublicKey(false, depth, parent, childNumber, chainCode, publicKey);
    }

    /** ECDSA with the nonce of RFC 6979 and low S. */
    EcdsaSignature sign(Bytes32 hash) {
        return EcdsaSignature.parseCompact(Bytes.wrap(NATIVE.sign(hash.toArray(), secret.toArray())));
    }

    /** BIP32, "Private parent key to private child key". */
    private ExtendedPrivateKey derive(long step) {
        Bytes number = bigEndian(step);
        Bytes data = step >= DerivationPath.HARDENED
                ? Bytes.ofHex("00").plus(secret.bytes()).plus(number)
                : publicKey.bytes().plus(number);
        Bytes hash = Hashes.hmacSha512(chainCode.bytes(), data);
        Bytes32 child = Bytes32.wrap(
                NATIVE.privKeyTweakAdd(secret.toArray(), hash.slice(0, 32).toArray()));
        return new ExtendedPrivateKey(depth + 1, fingerprint(), step, new Bytes32(hash.sliceFrom(32)), child);
    }

    private static Bytes bigEndian(long value) {
        return Bytes.wrap(
                new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value});
    }
}
