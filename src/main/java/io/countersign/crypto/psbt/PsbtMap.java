package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A map of a PSBT: pairs in the order of their keys, no key twice. */
public final class PsbtMap {

    static final PsbtMap EMPTY = new PsbtMap(List.of());

    private final List<PsbtPair> pairs;

    private PsbtMap(List<PsbtPair> sorted) {
        this.pairs = sorted;
    }

    /** Pairs in any order. Refuses a repeated key (BIP174, "Handling Duplicated Keys" within one map). */
    static PsbtMap of(Collection<PsbtPair> pairs) {
        // Sorting finds equal neighbours without hashing keys that a stranger chose.
        List<PsbtPair> sorted = new ArrayList<>(pairs);
        sorted.sort(null);
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).hasKeyOf(sorted.get(i - 1))) {
                throw new MalformedException("psbt", "A key stands twice in one map of the PSBT.");
            }
        }
        return new PsbtMap(Collections.unmodifiableList(sorted));
    }

    public List<PsbtPair> pairs() {
        return pairs;
    }

    /** The value of a field whose key has no data. */
    Optional<Bytes> find(PsbtField field) {
        for (PsbtPair pair : pairs) {
            if (pair.is(field)) {
                return Optional.of(pair.value());
            }
        }
        return Optional.empty();
    }

    boolean has(PsbtField field) {
        return find(field).isPresent();
    }

    Stream<PsbtPair> stream(PsbtField field) {
        return pairs.stream().filter(pair -> pair.is(field));
    }

    Optional<PsbtPair> findKeyOf(PsbtPair wanted) {
        return pairs.stream().filter(pair -> pair.hasKeyOf(wanted)).findFirst();
    }

    /** Adds the pair, in place of one with the same key. */
    PsbtMap with(PsbtPair added) {
        return withAll(List.of(added));
    }

    /** Adds the pairs, whose keys differ, in place of those with the same keys. */
    PsbtMap withAll(List<PsbtPair> added) {
        List<PsbtPair> changed = new ArrayList<>(pairs.size() + added.size());
        pairs.stream().filter(pair -> added.stream().noneMatch(pair::hasKeyOf)).forEach(changed::add);
        changed.addAll(added);
        return of(changed);
    }

    PsbtMap without(PsbtField... fields) {
        return without(pair -> Arrays.stream(fields).anyMatch(pair::is));
    }

    PsbtMap without(Predicate<PsbtPair> dropped) {
        return new PsbtMap(pairs.stream().filter(dropped.negate()).toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PsbtMap map && pairs.equals(map.pairs);
    }

    @Override
    public int hashCode() {
        return pairs.hashCode();
    }

    @Override
    public String toString() {
        return pairs.toString();
    }
}
