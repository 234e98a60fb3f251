package io.countersign.wallet.model;

import io.countersign.key.model.KeyRefusal;
import io.countersign.key.model.RegisteredKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where the keys of a wallet stand in its descriptor: from 0 to below {@code total}, each at a place of its own. */
record KeyPositions(int total, Set<Integer> taken) {

    static KeyPositions of(int total, List<RegisteredKey> keys) {
        return new KeyPositions(
                total, keys.stream().map(RegisteredKey::position).collect(Collectors.toUnmodifiableSet()));
    }

    int nextFree() {
        return IntStream.range(0, total)
                .filter(position -> !taken.contains(position))
                .findFirst()
                .orElseThrow();
    }

    int requireFree(int wanted) {
        if (wanted < 0 || wanted >= total) {
            throw KeyRefusal.POSITION_UNKNOWN.refuse("The positions of this wallet are 0 to %d.".formatted(total - 1));
        }
        if (taken.contains(wanted)) {
            throw KeyRefusal.POSITION_TAKEN.refuse("A key is registered at position %d already.".formatted(wanted));
        }
        return wanted;
    }
}
