package io.countersign.crypto.descriptor.miniscript;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way to spend: signatures of all {@code groups}, once both locks are met. It needs at most {@code witnessElements} of together
 * {@code witnessSize} bytes, their lengths included, besides the script and what its output type adds.
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

    public boolean isLocked() {
        return older.isPresent() || after.isPresent();
    }

    /** True where whoever can spend by this branch can spend by {@code other} as well. */
    boolean asksForAllOf(SpendBranch<K> other) {
        boolean asksForLocks = other.older.map(this::asksFor).orElse(true)
                && other.after.map(this::asksFor).orElse(true);
        return asksForLocks && other.groups.stream().allMatch(this::asksFor);
    }

    /** {@code 2 of A, B, C after 52,560 blocks}. */
    public String words(Function<K, String> names) {
        String signers = groups.stream().map(group -> group.words(names)).collect(Collectors.joining(" and "));
        return Stream.concat(
                        Stream.of(signers),
                        Stream.concat(older.map(RelativeLock::words).stream(), after.map(AbsoluteLock::words).stream()))
                .collect(Collectors.joining(" "));
    }

    private boolean asksFor(KeyGroup<K> wanted) {
        return groups.stream()
                .anyMatch(group -> group.keys().equals(wanted.keys()) && group.threshold() >= wanted.threshold());
    }

    private boolean asksFor(RelativeLock wanted) {
        return older.filter(lock -> lock.isByTime() == wanted.isByTime() && lock.compareTo(wanted) >= 0)
                .isPresent();
    }

    private boolean asksFor(AbsoluteLock wanted) {
        return after.filter(lock -> lock.isByTime() == wanted.isByTime() && lock.compareTo(wanted) >= 0)
                .isPresent();
    }
}
