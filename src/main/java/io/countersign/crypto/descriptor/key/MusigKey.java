package io.countersign.crypto.descriptor.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.musig.AggregateKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

/**
 * {@code musig(KEY,...)} with perhaps steps below it (BIP390): one key that all participants sign for together. Either the participants
 * are derived and then aggregated, or extended keys are aggregated and the aggregate is derived (BIP328); then the node of each branch is
 * kept, as with {@link AccountKey}.
 */
public final class MusigKey implements KeyExpression {

    private static final String FORMAT = "musig key";

    private final List<KeyExpression> participants;
    private final KeySteps steps;
    private final AtomicReference<AggregateKey> plain = new AtomicReference<>();
    private final AtomicReferenceArray<AggregateKey> nodes;

    public MusigKey(List<KeyExpression> participants, KeySteps steps) {
        this.participants = List.copyOf(participants);
        this.steps = steps;
        this.nodes = new AtomicReferenceArray<>(steps.branches());
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
    public List<KeyExpression> participants() {
        return participants;
    }

    public KeySteps steps() {
        return steps;
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
        if (steps.isEmpty()) {
            return plain(branch, index);
        }
        AggregateKey node = node(steps.branches() > 1 ? branch : 0);
        return steps.isRanged() ? node.derive(index) : node;
    }

    /** The aggregate before the steps below it. */
    public AggregateKey plain(int branch, long index) {
        return steps.isEmpty() ? AggregateKey.ofSorted(participantKeys(branch, index)) : fixed();
    }

    /** Where steps follow, the participants are the same at every branch and index. */
    private AggregateKey fixed() {
        AggregateKey known = plain.get();
        if (known != null) {
            return known;
        }
        AggregateKey made = AggregateKey.ofSorted(participantKeys(0, 0));
        plain.set(made);
        return made;
    }

    /** What stands above the wildcard of a branch. */
    private AggregateKey node(int branch) {
        AggregateKey known = nodes.get(branch);
        if (known != null) {
            return known;
        }
        AggregateKey node = fixed();
        for (long step : steps.fixed(branch).steps()) {
            node = node.derive(step);
        }
        nodes.set(branch, node);
        return node;
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
    public boolean equals(Object other) {
        return other instanceof MusigKey key && participants.equals(key.participants) && steps.equals(key.steps);
    }

    @Override
    public int hashCode() {
        return Objects.hash(participants, steps);
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
