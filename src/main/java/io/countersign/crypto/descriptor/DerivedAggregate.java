package io.countersign.crypto.descriptor;

import io.countersign.crypto.musig.AggregateKey;
import java.util.List;

/**
 * A key that several cosigners sign for together (BIP390).
 *
 * @param key with the steps of derivation; of a key path, before the taproot tweak
 * @param participants in the order of the descriptor
 */
public record DerivedAggregate(AggregateKey key, List<DerivedKey> participants) {

    public DerivedAggregate {
        participants = List.copyOf(participants);
    }
}
