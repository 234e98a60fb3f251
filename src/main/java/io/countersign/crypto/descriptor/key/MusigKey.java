package io.countersign.crypto.descriptor.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.musig.AggregateKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code musig(KEY,...)} with perhaps steps below it (BIP390): one key that all participants sign for together. Either the participants
 * are derived and then aggregated, or extended keys are aggregated and the aggregate is derived (BIP328).
 */
public record MusigKey(List<KeyExpression> participants, KeySteps steps) implements KeyExpression {

    private static final String FORMAT = "musig key";

    public MusigKey {
        participants = List.copyOf(participants);
        require(!participants.isEmpty(), "musig() names the keys of its participants.");
        require(
                participants.stream().noneMatch(MusigKey.class::isInstance),
                "A musig() can't be a participant of another (BIP390).");
        if (!steps.isEmpty()) {
            require(
                    participants.stream().allMatch(AccountKey.class::isInstance),
                    "Steps below musig() need extended keys as its participants (BIP390).");
            require(steps.isUnhardened(), "A step below musig() can't be hardened (BIP390).");
            require(
                    participants.stream().allMatch(key -> key.branches() == 1 && !key.isRanged()),
                    "Either musig() or its participants have a wildcard or a tuple, not both (BIP390).");
        }
    }

    @Override
    public int branches() {
        return Math.max(
                steps.branches(),
                participants.stream().mapToInt(KeyExpression::branches).max().orElse(1));
    }

    @Override
    public boolean isRanged() {
        return steps.isRanged() || participants.stream().anyMatch(KeyExpression::isRanged);
    }

    @Override
    public boolean isDerivable(int branch) {
        return participants.stream().allMatch(key -> key.isDerivable(branch));
    }

    @Override
    public PublicKey derive(int branch, long index) {
        return aggregate(branch, index).publicKey();
    }

    /** The aggregate with what signing needs to know of it: participants sorted (BIP390), the steps below applied (BIP328). */
    public AggregateKey aggregate(int branch, long index) {
        AggregateKey key = plain(branch, index);
        for (long step : steps.path(branch, index).steps()) {
            key = key.derive(step);
        }
        return key;
    }

    /** The aggregate before the steps below it. */
    public AggregateKey plain(int branch, long index) {
        return AggregateKey.ofSorted(participantKeys(branch, index));
    }

    /** The keys that are aggregated, in the order of the text. */
    public List<PublicKey> participantKeys(int branch, long index) {
        return participants.stream().map(key -> key.derive(branch, index)).toList();
    }

    /** The aggregate has no master key. */
    @Override
    public Optional<KeyOrigin> origin(int branch, long index) {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return participants.stream().map(KeyExpression::toString).collect(Collectors.joining(",", "musig(", ")"))
                + steps;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new MalformedException(FORMAT, sentence);
        }
    }
}
