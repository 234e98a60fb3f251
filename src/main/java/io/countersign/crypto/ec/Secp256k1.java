package io.countersign.crypto.ec;

import fr.acinq.secp256k1.Secp256k1Exception;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** libsecp256k1: the only code that computes on the curve. */
public final class Secp256k1 {

    private static final fr.acinq.secp256k1.Secp256k1 NATIVE = fr.acinq.secp256k1.Secp256k1.get();

    private Secp256k1() {}

    /** Fails where the native library can't be loaded on this machine: the server asks at its start. */
    public static void requireLoaded() {
        if (!isPoint(Bytes.ofHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"))) {
            throw new IllegalStateException("libsecp256k1 does not know its own generator");
        }
    }

    /** True where {@code signature} by {@code key} over {@code hash} is right. High S is judged by the caller. */
    public static boolean verify(PublicKey key, Bytes32 hash, EcdsaSignature signature) {
        try {
            // The library answers false for every high S, so the check runs on the equivalent low one.
            byte[] compact = signature.toCompact().toArray();
            byte[] low = signature.hasLowS()
                    ? compact
                    : NATIVE.signatureNormalize(compact).getFirst();
            return NATIVE.verify(low, hash.toArray(), key.bytes().toArray());
        } catch (Secp256k1Exception e) {
            return false;
        }
    }

    /** BIP340, "Verification". */
    public static boolean verify(XOnlyPublicKey key, Bytes32 message, SchnorrSignature signature) {
        try {
            return NATIVE.verifySchnorr(
                    signature.bytes().toArray(), message.toArray(), key.bytes().toArray());
        } catch (Secp256k1Exception e) {
            return false;
        }
    }

    /** The key that made a recoverable signature (BIP137), compressed; empty where there is none. */
    public static Optional<PublicKey> recover(EcdsaSignature signature, Bytes32 hash, int recoveryId) {
        try {
            byte[] point = NATIVE.ecdsaRecover(signature.toCompact().toArray(), hash.toArray(), recoveryId);
            return Optional.of(PublicKey.ofProven(Bytes.wrap(NATIVE.pubKeyCompress(point))));
        } catch (Secp256k1Exception e) {
            return Optional.empty();
        }
    }

    /** key + tweak * G, or empty where the tweak is not below the order or the sum is infinity (BIP32, "Public parent key"). */
    public static Optional<PublicKey> tweakAdd(PublicKey key, Bytes32 tweak) {
        try {
            byte[] point = NATIVE.pubKeyTweakAdd(key.bytes().toArray(), tweak.toArray());
            return Optional.of(PublicKey.ofProven(Bytes.wrap(NATIVE.pubKeyCompress(point))));
        } catch (Secp256k1Exception e) {
            return Optional.empty();
        }
    }

    /** The compressed form of a point given in 33 or 65 bytes. */
    public static PublicKey compress(Bytes point) {
        if (!PublicKey.isEncodedPoint(point)) {
            throw new MalformedException("public key", "The key is not a point of secp256k1.");
        }
        return PublicKey.ofProven(Bytes.wrap(NATIVE.pubKeyCompress(point.toArray())));
    }

    /** The native record of aggregated keys, which only {@link MusigKeys} holds. */
    static byte[] aggregateKeys(List<PublicKey> keys) {
        byte[] cache = new byte[fr.acinq.secp256k1.Secp256k1.MUSIG2_PUBLIC_KEYAGG_CACHE_SIZE];
        NATIVE.musigPubkeyAgg(arrays(keys, PublicKey::bytes), cache);
        return cache;
    }

    /** Adds a plain tweak to {@code cache}, in place. */
    static PublicKey plainTweak(byte[] cache, Bytes32 tweak) {
        return PublicKey.ofProven(
                Bytes.wrap(NATIVE.pubKeyCompress(NATIVE.musigPubkeyTweakAdd(cache, tweak.toArray()))));
    }

    /** Adds an x-only tweak to {@code cache}, in place. */
    static PublicKey xOnlyTweak(byte[] cache, Bytes32 tweak) {
        return PublicKey.ofProven(
                Bytes.wrap(NATIVE.pubKeyCompress(NATIVE.musigPubkeyXonlyTweakAdd(cache, tweak.toArray()))));
    }

    static Bytes aggregateNonces(List<MusigNonce> nonces) {
        return Bytes.wrap(NATIVE.musigNonceAgg(arrays(nonces, MusigNonce::bytes)));
    }

    /** The native record of a session, which only {@link MusigSession} holds. */
    static byte[] startSession(MusigKeys keys, MusigAggregateNonce nonce, Bytes32 message) {
        return NATIVE.musigNonceProcess(nonce.bytes().toArray(), message.toArray(), keys.cache());
    }

    static boolean verify(
            MusigKeys keys, byte[] session, PublicKey signer, MusigNonce nonce, MusigPartialSignature partial) {
        return NATIVE.musigPartialSigVerify(
                        partial.bytes().toArray(),
                        nonce.bytes().toArray(),
                        signer.bytes().toArray(),
                        keys.cache(),
                        session.clone())
                == 1;
    }

    static SchnorrSignature aggregate(byte[] session, List<MusigPartialSignature> partials) {
        return new SchnorrSignature(
                Bytes.wrap(NATIVE.musigPartialSigAgg(session.clone(), arrays(partials, MusigPartialSignature::bytes))));
    }

    private static <T> byte[][] arrays(List<T> values, Function<T, Bytes> bytes) {
        return values.stream().map(value -> bytes.apply(value).toArray()).toArray(byte[][]::new);
    }

    static boolean isPoint(Bytes encoded) {
        try {
            return NATIVE.pubkeyParse(encoded.toArray()).length == 65;
        } catch (Secp256k1Exception e) {
            return false;
        }
    }
}
