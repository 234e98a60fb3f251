package io.countersign.crypto.descriptor;

import io.countersign.crypto.ec.PublicKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A derived key of a script and whose it is: one cosigner's, or an aggregate of several.
 *
 * @param keys the cosigner's key, or those of all participants
 */
record DerivedSigner(PublicKey publicKey, List<DerivedKey> keys, @Nullable DerivedAggregate aggregateOrNull) {

    Optional<DerivedAggregate> aggregate() {
        return Optional.ofNullable(aggregateOrNull);
    }

    Optional<DerivedKey> single() {
        return aggregateOrNull == null ? keys.stream().findFirst() : Optional.empty();
    }
}
