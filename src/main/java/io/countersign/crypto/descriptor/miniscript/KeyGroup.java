package io.countersign.crypto.descriptor.miniscript;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keys of which {@code threshold} must sign. */
public record KeyGroup<K>(int threshold, List<K> keys) {

    public KeyGroup {
        keys = List.copyOf(keys);
    }

    /** {@code A}, or {@code 2 of A, B, C}. */
    public String words(Function<K, String> names) {
        String list = keys.stream().map(names).collect(Collectors.joining(", "));
        return keys.size() == 1 ? list : threshold + " of " + list;
    }
}
