package io.countersign.crypto.musig;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.MusigAggregateNonce;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.ec.MusigSession;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.SchnorrSignature;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The second round of MuSig2: the nonces of all participants are fixed, and each one's partial signature is judged against its own nonce
 * (BIP327, "Identifying Disruptive Signers").
 */
public final class SigningRound {

    private final AggregateKey key;
    private final Map<PublicKey, MusigNonce> nonces;
    private final MusigSession session;

    private SigningRound(AggregateKey key, Map<PublicKey, MusigNonce> nonces, MusigSession session) {
        this.key = key;
        this.nonces = nonces;
        this.session = session;
    }

    /**
     * Fixes the nonces.
     *
     * @param key with every step and tweak, the key that the signature will be verified by
     * @param nonces one of each participant, no others
     * @throws IllegalArgumentException where nonces are missing or too many, or one participant stands twice
     */
    public static SigningRound of(AggregateKey key, Map<PublicKey, MusigNonce> nonces, Bytes32 message) {
        List<PublicKey> participants = key.participants();
        requireEach(participants, nonces);
        MusigAggregateNonce sum =
                MusigAggregateNonce.of(participants.stream().map(nonces::get).toList());
        return new SigningRound(key, Map.copyOf(nonces), MusigSession.of(key.keys(), sum, message));
    }

    /** True where {@code partial} is the participant's, made with its nonce over the message. */
    public boolean isRight(PublicKey participant, MusigPartialSignature partial) {
        MusigNonce nonce = nonces.get(participant);
        if (nonce == null) {
            throw new IllegalArgumentException("the key is none of the session's participants");
        }
        return session.verify(participant, nonce, partial);
    }

    /** Those whose partial signatures are not right, in the order of aggregation. */
    public List<PublicKey> offenders(Map<PublicKey, MusigPartialSignature> partials) {
        return key.participants().stream()
                .filter(participant -> isWrong(participant, partials.get(participant)))
                .toList();
    }

    /**
     * The signature of the aggregate key (BIP327, "Partial Signature Aggregation"): right because each part is, so that this takes no curve
     * operation.
     *
     * @param partials one of each participant, each found right before
     */
    public SchnorrSignature aggregate(Map<PublicKey, MusigPartialSignature> partials) {
        List<PublicKey> participants = key.participants();
        requireEach(participants, partials);
        return session.aggregate(participants.stream().map(partials::get).toList());
    }

    private boolean isWrong(PublicKey participant, @Nullable MusigPartialSignature partial) {
        return partial != null && !isRight(participant, partial);
    }

    private static void requireEach(List<PublicKey> participants, Map<PublicKey, ?> contributions) {
        if (participants.size() != contributions.size()
                || !contributions.keySet().equals(new HashSet<>(participants))) {
            throw new IllegalArgumentException("there must be exactly one contribution of each participant");
        }
    }
}
