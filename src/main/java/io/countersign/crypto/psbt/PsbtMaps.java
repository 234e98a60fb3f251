package io.countersign.crypto.psbt;

import java.util.List;

/** What the maps of all kinds have in common. */
final class PsbtMaps {

    private PsbtMaps() {}

    static List<PsbtPair> unknown(PsbtMap map, MapKind kind) {
        return map.pairs().stream()
                .filter(pair -> !kind.knows(pair) || pair.is(GlobalField.PROPRIETARY))
                .toList();
    }

    /** The map with {@code pairs} in place of all that it had of one field. */
    static PsbtMap replaced(PsbtMap map, PsbtField field, List<PsbtPair> pairs) {
        return map.without(field).withAll(pairs);
    }

    static <T> List<T> sameCount(List<T> now, int before) {
        if (now.size() != before) {
            throw new IllegalArgumentException("%d maps in place of %d".formatted(now.size(), before));
        }
        return List.copyOf(now);
    }
}
