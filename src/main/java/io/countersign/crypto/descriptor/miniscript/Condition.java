package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a way through a script asks for, and what it costs. A branch in the making. */
record Condition<K>(List<KeyGroup<K>> groups, Optional<RelativeLock> older, Optional<AbsoluteLock> after, Cost cost) {

    static <K> Condition<K> costing(Cost cost) {
        return new Condition<>(List.of(), Optional.empty(), Optional.empty(), cost);
    }

    Condition<K> of(KeyGroup<K> group) {
        return new Condition<>(List.of(group), older, after, cost);
    }

    /** Both conditions; of two locks of one kind the later holds. */
    Condition<K> and(Condition<K> next) {
        return new Condition<>(
                Stream.concat(groups.stream(), next.groups.stream()).toList(),
                later(older, next.older),
                later(after, next.after),
                cost.then(next.cost));
    }

    boolean asksAsMuchAs(Condition<K> other) {
        return groups.equals(other.groups) && older.equals(other.older) && after.equals(other.after);
    }

    Condition<K> withCost(Cost other) {
        return new Condition<>(groups, older, after, other);
    }

    /** The one key that is all this asks for. */
    Optional<K> onlyKey() {
        boolean isOneKey = groups.size() == 1 && groups.get(0).keys().size() == 1;
        return isOneKey && older.isEmpty() && after.isEmpty()
                ? Optional.of(groups.get(0).keys().get(0))
                : Optional.empty();
    }

    SpendBranch<K> toBranch() {
        return new SpendBranch<>(groups, older, after, cost.consumed() + 1, cost.witnessSize());
    }

    private static <T extends Comparable<T>> Optional<T> later(Optional<T> one, Optional<T> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }
}
