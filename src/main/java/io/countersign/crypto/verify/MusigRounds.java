package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.SchnorrSignature;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.musig.SigningRound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signing rounds of a spend, one for each aggregate key whose nonces are all there. Made where curve operations may run; adding up
 * the parts afterwards takes none.
 */
public final class MusigRounds {

    private final Map<ExpectedMusig, SigningRound> rounds = new LinkedHashMap<>();
    private final MusigSpend spend;

    private MusigRounds(MusigSpend spend) {
        this.spend = spend;
    }

    /** @param nonces of one session; aggregate keys that lack one have no round */
    public static MusigRounds of(MusigSpend spend, Map<MusigPlace, MusigNonce> nonces) {
        MusigRounds made = new MusigRounds(spend);
        for (ExpectedMusig key : spend.keys()) {
            if (nonces.keySet().containsAll(key.places())) {
                made.rounds.put(key, SigningRound.of(key.key(), ofParticipants(key, nonces), key.sighash()));
            }
        }
        return made;
    }

    /** True where every aggregate key of the spend has its round. */
    public boolean isWhole() {
        return rounds.size() == spend.keys().size();
    }

    /**
     * Those that are not their makers' (BIP327, "Identifying Disruptive Signers").
     *
     * @throws IllegalArgumentException where one has no round
     */
    public List<Violation> wrong(List<OfferedPartialSignature> partials) {
        List<Violation> wrong = new ArrayList<>();
        for (OfferedPartialSignature offered : partials) {
            MusigPlace place = offered.place();
            if (!isRight(offered)) {
                wrong.add(
                        new Violation(
                                place.inputIndex(),
                                place.slot().participant(),
                                ViolationReason.SIGNATURE_INVALID,
                                "The partial signature is not this key's with its nonce of this session over this transaction."));
            }
        }
        return wrong;
    }

    /**
     * The signatures of all aggregate keys whose partial signatures are there; others may have been signed for elsewhere.
     *
     * @param partials each found right before
     * @throws IllegalArgumentException where a key with all its partial signatures has no round
     */
    public List<AggregateSignature> aggregate(Map<MusigPlace, MusigPartialSignature> partials) {
        return spend.keys().stream()
                .filter(key -> partials.keySet().containsAll(key.places()))
                .map(key -> new AggregateSignature(
                        key.inputIndex(),
                        key.scriptKey(),
                        key.leafHash(),
                        round(key).aggregate(ofParticipants(key, partials))))
                .toList();
    }

    private boolean isRight(OfferedPartialSignature offered) {
        ExpectedMusig key = spend.find(offered.place()).orElseThrow();
        ExpectedKey participant =
                key.findParticipant(offered.place().slot().participant()).orElseThrow();
        return round(key).isRight(participant.key(), offered.partial());
    }

    private SigningRound round(ExpectedMusig key) {
        SigningRound round = rounds.get(key);
        if (round == null) {
            throw new IllegalArgumentException("the nonces of this key are not all there");
        }
        return round;
    }

    private static <T> Map<PublicKey, T> ofParticipants(ExpectedMusig key, Map<MusigPlace, T> given) {
        Map<PublicKey, T> byParticipant = new HashMap<>();
        for (ExpectedKey participant : key.participants()) {
            T contribution = given.get(key.place(participant.key()));
            if (contribution != null) {
                byParticipant.put(participant.key(), contribution);
            }
        }
        return byParticipant;
    }

    /** The signature of an aggregate key, of 64 bytes, with the key that stands in the script; {@code leafHash} is null on the key path. */
    public record AggregateSignature(
            int inputIndex, XOnlyPublicKey key, @Nullable Bytes32 leafHash, SchnorrSignature signature) {}
}
