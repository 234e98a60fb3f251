package io.countersign.testing;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.crypto.musig2.AggregatedNonce;
import fr.acinq.bitcoin.crypto.musig2.IndividualNonce;
import fr.acinq.bitcoin.crypto.musig2.KeyAggCache;
import fr.acinq.bitcoin.crypto.musig2.SecretNonce;
import fr.acinq.bitcoin.crypto.musig2.Session;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.ec.PublicKey;
import java.util.List;

/** One participant of a MuSig2 session with bitcoin-kmp's own key aggregation, nonces and signatures; nothing of ours computes here. */
public final class MusigSigner {

    private final PrivateKey key;
    private final SecretNonce secretNonce;
    private final IndividualNonce nonce;

    /** @param random 32 bytes that no other session has */
    public MusigSigner(PrivateKey key, Bytes32 random) {
        this.key = key;
        var pair = SecretNonce.generate(vector(random), key, key.publicKey(), null, null, null);
        this.secretNonce = pair.getFirst();
        this.nonce = pair.getSecond();
    }

    public PublicKey publicKey() {
        return PublicKey.parse(Bytes.of(key.publicKey().value.toByteArray()));
    }

    public MusigNonce nonce() {
        return MusigNonce.parse(Bytes.of(nonce.toByteArray()));
    }

    /** Serves once, as a device does: nothing here keeps a caller from using it twice, so that tests can misbehave. */
    public MusigPartialSignature sign(Session session) {
        return MusigPartialSignature.parse(
                Bytes.of(session.sign(secretNonce, key).toByteArray()));
    }

    /** Their aggregate of keys in the order given. */
    public static KeyAggCache aggregate(List<PublicKey> keys) {
        return KeyAggCache.create(keys.stream().map(MusigSigner::theirKey).toList())
                .getSecond();
    }

    /** Their aggregate after one more tweak. */
    public static KeyAggCache tweak(KeyAggCache cache, Bytes32 tweak, boolean isXonly) {
        return right(cache.tweak(vector(tweak), isXonly)).getFirst();
    }

    /** The point of their aggregate, tweaks included. */
    public static PublicKey key(KeyAggCache cache) {
        var point =
                right(cache.tweak(vector(Bytes32.wrap(new byte[32])), false)).getSecond();
        return PublicKey.parse(Bytes.of(point.value.toByteArray()));
    }

    /** Their session of these nonces, in any order. */
    public static Session session(KeyAggCache cache, List<MusigNonce> nonces, Bytes32 message) {
        AggregatedNonce sum = right(IndividualNonce.aggregate(nonces.stream()
                .map(each -> new IndividualNonce(each.bytes().toArray()))
                .toList()));
        return Session.create(sum, vector(message), cache);
    }

    /** Their judgement of one partial signature. */
    public static boolean isRight(Session session, PublicKey signer, MusigNonce nonce, MusigPartialSignature partial) {
        return session.verify(
                vector(partial.scalar()), new IndividualNonce(nonce.bytes().toArray()), theirKey(signer));
    }

    /** Their aggregate of partial signatures, 64 bytes. */
    public static Bytes aggregate(Session session, List<MusigPartialSignature> partials) {
        return Bytes.of(right(session.aggregateSigs(
                        partials.stream().map(each -> vector(each.scalar())).toList()))
                .toByteArray());
    }

    /** Their verification by BIP340. */
    public static boolean isSignature(Bytes signature, Bytes32 message, PublicKey key) {
        return fr.acinq.bitcoin.Crypto.verifySignatureSchnorr(
                vector(message),
                new fr.acinq.bitcoin.ByteVector64(signature.toArray()),
                theirKey(key).xOnly());
    }

    private static fr.acinq.bitcoin.PublicKey theirKey(PublicKey key) {
        return new fr.acinq.bitcoin.PublicKey(key.bytes().toArray());
    }

    private static ByteVector32 vector(Bytes32 bytes) {
        return new ByteVector32(bytes.toArray());
    }

    private static <T> T right(fr.acinq.bitcoin.utils.Either<Throwable, T> either) {
        if (either.isLeft()) {
            throw new AssertionError(either.getLeft());
        }
        return either.getRight();
    }
}
