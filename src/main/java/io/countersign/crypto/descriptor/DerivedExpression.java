package io.countersign.crypto.descriptor;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.expression.ScriptExpression;
import io.countersign.crypto.descriptor.expression.ScriptPath;
import io.countersign.crypto.script.TapTree;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A script expression with its keys derived, one for each key of the expression. */
record DerivedExpression(ScriptExpression expression, List<DerivedSigner> signers) {

    Bytes script() {
        return expression.script(signers.stream().map(DerivedSigner::publicKey).toList());
    }

    /** The cosigners' keys in the order of the script. */
    List<DerivedKey> keys() {
        return inOrder().stream()
                .flatMap(place -> signers.get(place).keys().stream())
                .toList();
    }

    DerivedPath path(PlannedPath planned, TapTree.@Nullable Placed leaf) {
        ScriptPath path = Objects.requireNonNull(planned.script());
        Set<Integer> places =
                path.groups().stream().flatMap(group -> group.keys().stream()).collect(Collectors.toSet());
        List<DerivedSigner> signing =
                inOrder().stream().filter(places::contains).map(signers::get).toList();
        return new DerivedPath(
                planned.path(),
                leaf,
                signing.stream().flatMap(signer -> signer.single().stream()).toList(),
                signing.stream().flatMap(signer -> signer.aggregate().stream()).toList(),
                expression.layout(
                        path, signers.stream().map(DerivedSigner::publicKey).toList()));
    }

    private List<Integer> inOrder() {
        return expression.order(signers.stream().map(DerivedSigner::publicKey).toList());
    }
}
