package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.Multisig;
import io.countersign.crypto.script.MultisigStack;
import io.countersign.crypto.script.StackLayout;
import io.countersign.crypto.script.Threshold;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code multi} and {@code sortedmulti} (BIP383): CHECKMULTISIG, where sorted with the derived keys in the order of BIP67. */
public record MultisigScript(boolean isSorted, Threshold threshold, List<KeyExpression> keys)
        implements ScriptExpression {

    public MultisigScript {
        keys = List.copyOf(keys);
    }

    @Override
    public Bytes script(List<PublicKey> derived) {
        return multisig(derived).toScript();
    }

    @Override
    public List<Integer> order(List<PublicKey> derived) {
        Stream<Integer> places = IntStream.range(0, derived.size()).boxed();
        return isSorted ? places.sorted(Comparator.comparing(derived::get)).toList() : places.toList();
    }

    @Override
    public List<ScriptPath> paths() {
        return List.of(ScriptPath.threshold(threshold.required(), keys.size()));
    }

    @Override
    public StackLayout layout(ScriptPath path, List<PublicKey> derived) {
        return MultisigStack.of(multisig(derived));
    }

    @Override
    public String text(Function<KeyExpression, String> keyText) {
        return keys.stream()
                .map(keyText)
                .collect(Collectors.joining(
                        ",", (isSorted ? "sortedmulti(" : "multi(") + threshold.required() + ",", ")"));
    }

    @Override
    public ScriptExpression normalized() {
        return isSorted ? new MultisigScript(true, threshold, sortedByText(keys)) : this;
    }

    static List<KeyExpression> sortedByText(List<KeyExpression> keys) {
        return keys.stream()
                .sorted(Comparator.comparing(KeyExpression::toString))
                .toList();
    }

    private Multisig multisig(List<PublicKey> derived) {
        return isSorted ? Multisig.sorted(threshold, derived) : new Multisig(threshold, derived);
    }
}
