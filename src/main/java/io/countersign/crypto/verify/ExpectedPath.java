package io.countersign.crypto.verify;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.DerivedKey;
import io.countersign.crypto.descriptor.DerivedPath;
import io.countersign.crypto.script.StackLayout;
import io.countersign.crypto.script.TaprootOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way to spend an input.
 *
 * @param id the spend path's
 * @param leafOrNull the taproot leaf that is run; null on the key path and for a script behind a hash
 * @param threshold how many signatures it takes
 * @param keys who may sign singly, in the order of the script
 * @param aggregates keys whose whole signatures are made by several cosigners together
 * @param layout how their signatures are laid out, by {@link ExpectedInput#slot}
 */
public record ExpectedPath(
        String id,
        @Nullable ExpectedLeaf leafOrNull,
        int threshold,
        List<ExpectedKey> keys,
        List<ExpectedKey> aggregates,
        StackLayout layout) {

    public ExpectedPath {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
        if (threshold < 1) {
            throw new MalformedException("expected input", "A spend path takes at least one signature.");
        }
    }

    static ExpectedPath of(DerivedPath path, Optional<TaprootOutput> output) {
        ExpectedLeaf leaf = path.leaf()
                .flatMap(placed -> output.map(opened -> ExpectedLeaf.of(opened, placed)))
                .orElse(null);
        return new ExpectedPath(
                path.path().id(),
                leaf,
                path.path().threshold(),
                path.keys().stream().map(ExpectedPath::key).toList(),
                path.aggregates().stream()
                        .map(aggregate -> new ExpectedKey(
                                ExpectedKey.OF_SEVERAL, aggregate.key().publicKey()))
                        .toList(),
                path.layout());
    }

    /** A path that no aggregate key signs. */
    public ExpectedPath(
            String id, @Nullable ExpectedLeaf leafOrNull, int threshold, List<ExpectedKey> keys, StackLayout layout) {
        this(id, leafOrNull, threshold, keys, List.of(), layout);
    }

    /** The keys that a signature can be of. */
    Stream<ExpectedKey> makers() {
        return Stream.concat(keys.stream(), aggregates.stream());
    }

    public Optional<ExpectedLeaf> leaf() {
        return Optional.ofNullable(leafOrNull);
    }

    private static ExpectedKey key(DerivedKey key) {
        return new ExpectedKey(key.position(), key.key());
    }
}
