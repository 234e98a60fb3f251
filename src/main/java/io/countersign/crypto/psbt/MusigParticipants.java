package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import java.util.List;
import java.util.stream.IntStream;

/**
 * MUSIG2_PARTICIPANT_PUBKEYS (BIP373): the plain aggregate key, before any derivation or tweak, and who takes part in the order of the
 * aggregation. All keys are points of 33 bytes.
 */
public record MusigParticipants(Bytes aggregateKey, List<Bytes> participants) {

    public MusigParticipants {
        participants = List.copyOf(participants);
    }

    public static MusigParticipants of(PublicKey aggregate, List<PublicKey> participants) {
        return new MusigParticipants(
                aggregate.bytes(), participants.stream().map(PublicKey::bytes).toList());
    }

    static MusigParticipants of(PsbtPair pair) {
        Bytes keys = pair.value();
        List<Bytes> participants = IntStream.range(0, keys.size() / PublicKey.SIZE)
                .mapToObj(i -> keys.slice(i * PublicKey.SIZE, (i + 1) * PublicKey.SIZE))
                .toList();
        return new MusigParticipants(pair.keyData(), participants);
    }

    PsbtPair toPair(PsbtField field) {
        return PsbtPair.of(field, aggregateKey, participants.stream().reduce(Bytes.EMPTY, Bytes::plus));
    }
}
