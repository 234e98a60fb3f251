package io.countersign.crypto.descriptor;

import io.countersign.crypto.descriptor.key.MusigKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.musig.AggregateKey;
import java.util.Comparator;
import java.util.List;

/**
 * A key that several cosigners sign for together (BIP390).
 *
 * @param plain the aggregate before any derivation, which PSBT fields name it by (BIP373)
 * @param steps from {@code plain} to {@code key}
 * @param key as it stands in the script; of a key path, before the taproot tweak
 * @param participants in the order of aggregation
 */
public record DerivedAggregate(
        AggregateKey plain, DerivationPath steps, AggregateKey key, List<DerivedKey> participants) {

    public DerivedAggregate {
        participants = List.copyOf(participants);
    }

    /** @param participants in any order */
    static DerivedAggregate of(MusigKey musig, int branch, long index, List<DerivedKey> participants) {
        return new DerivedAggregate(
                musig.plain(branch, index),
                musig.steps().path(branch, index),
                musig.aggregate(branch, index),
                participants.stream()
                        .sorted(Comparator.comparing(DerivedKey::key))
                        .toList());
    }

    /** The aggregate is its own master key: so Bitcoin Core writes it, and finds it. */
    public KeyOrigin origin() {
        return new KeyOrigin(Fingerprint.of(plain.publicKey()), steps);
    }
}
