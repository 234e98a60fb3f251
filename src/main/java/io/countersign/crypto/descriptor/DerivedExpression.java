package io.countersign.crypto.descriptor;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.expression.ScriptExpression;
import io.countersign.crypto.descriptor.expression.ScriptPath;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.TapTree;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A script expression with its keys derived.
 *
 * @param publicKeys one for each key of the expression
 * @param signers the cosigners' keys in each of those
 */
record DerivedExpression(ScriptExpression expression, List<PublicKey> publicKeys, List<List<DerivedKey>> signers) {

    Bytes script() {
        return expression.script(publicKeys);
    }

    /** The cosigners' keys in the order of the script. */
    List<DerivedKey> keys() {
        return expression.order(publicKeys).stream()
                .flatMap(place -> signers.get(place).stream())
                .toList();
    }

    DerivedPath path(PlannedPath planned, TapTree.@Nullable Placed leaf) {
        ScriptPath path = Objects.requireNonNull(planned.script());
        Set<Integer> places =
                path.groups().stream().flatMap(group -> group.keys().stream()).collect(Collectors.toSet());
        List<DerivedKey> keys = expression.order(publicKeys).stream()
                .filter(places::contains)
                .flatMap(place -> signers.get(place).stream())
                .toList();
        return new DerivedPath(planned.path(), leaf, keys, expression.layout(path, publicKeys));
    }
}
