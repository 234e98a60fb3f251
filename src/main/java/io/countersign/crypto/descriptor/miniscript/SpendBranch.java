package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.List;
import java.util.Optional;

/**
 * One way to satisfy a miniscript: signatures of all {@code groups}, once both locks are met. It needs at most {@code witnessElements} of
 * together {@code witnessSize} bytes, their lengths included, besides the script and what its output type adds.
 */
public record SpendBranch<K>(
        List<KeyGroup<K>> groups,
        Optional<RelativeLock> older,
        Optional<AbsoluteLock> after,
        int witnessElements,
        int witnessSize) {

    public SpendBranch {
        groups = List.copyOf(groups);
    }

    /** How many signatures it takes. */
    public int threshold() {
        return groups.stream().mapToInt(KeyGroup::threshold).sum();
    }

    /** True where this branch asks for all that {@code other} does: whoever can spend by it can spend by the other as well. */
    boolean asksForAllOf(SpendBranch<K> other) {
        return other.groups.stream().allMatch(this::asksFor)
                && other.older.map(this::asksFor).orElse(true)
                && other.after.map(this::asksFor).orElse(true);
    }

    /** True where whoever waits for this branch's locks has waited for {@code wanted}. */
    boolean asksFor(RelativeLock wanted) {
        return older.filter(lock -> lock.implies(wanted)).isPresent();
    }

    boolean asksFor(AbsoluteLock wanted) {
        return after.filter(lock -> lock.implies(wanted)).isPresent();
    }

    private boolean asksFor(KeyGroup<K> wanted) {
        return groups.stream()
                .anyMatch(group -> group.keys().equals(wanted.keys()) && group.threshold() >= wanted.threshold());
    }
}
