package io.countersign.crypto.descriptor;

import io.countersign.crypto.script.StackLayout;
import io.countersign.crypto.script.TapTree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A spend path at one index: the keys that may sign, in the order of the script, and how their signatures are laid out.
 *
 * @param keys those that sign singly
 * @param aggregates those that several cosigners sign for together
 * @param leafOrNull the taproot leaf that is run; null on the key path and for scripts behind a hash
 */
public record DerivedPath(
        SpendPath path,
        TapTree.@Nullable Placed leafOrNull,
        List<DerivedKey> keys,
        List<DerivedAggregate> aggregates,
        StackLayout layout) {

    public DerivedPath {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
    }

    public Optional<TapTree.Placed> leaf() {
        return Optional.ofNullable(leafOrNull);
    }
}
