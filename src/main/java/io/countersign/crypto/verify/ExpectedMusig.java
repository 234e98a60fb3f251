package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.musig.AggregateKey;
import io.countersign.crypto.psbt.MusigSlot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate key that must sign an input.
 *
 * @param key as it stands in the output or the leaf, with every step of derivation and the taproot tweak
 * @param leafHash of the leaf that is run, or null on the key path
 * @param sighash what is signed
 * @param participants in the order of aggregation
 */
public record ExpectedMusig(
        int inputIndex, AggregateKey key, @Nullable Bytes32 leafHash, Bytes32 sighash, List<ExpectedKey> participants) {

    public ExpectedMusig {
        participants = List.copyOf(participants);
    }

    /** The places of all participants, in the order of aggregation. */
    public List<MusigPlace> places() {
        return participants.stream()
                .map(participant -> place(participant.key()))
                .toList();
    }

    MusigPlace place(PublicKey participant) {
        return new MusigPlace(inputIndex, MusigSlot.of(participant, key.publicKey(), leafHash));
    }

    boolean isFor(MusigPlace place) {
        return places().contains(place);
    }

    Optional<ExpectedKey> findParticipant(Bytes publicKey) {
        return participants.stream()
                .filter(participant -> participant.key().bytes().equals(publicKey))
                .findFirst();
    }
}
