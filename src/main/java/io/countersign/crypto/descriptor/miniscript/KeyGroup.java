package io.countersign.crypto.descriptor.miniscript;

import java.util.List;

/** Keys of which {@code threshold} must sign. */
public record KeyGroup<K>(int threshold, List<K> keys) {

    public KeyGroup {
        keys = List.copyOf(keys);
    }
}
