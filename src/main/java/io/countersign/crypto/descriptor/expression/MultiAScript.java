package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.script.MultiA;
import io.countersign.crypto.script.MultiAStack;
import io.countersign.crypto.script.StackLayout;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code multi_a} and {@code sortedmulti_a} (BIP387): CHECKSIGADD, where sorted with the derived keys in the order of their x. */
public record MultiAScript(boolean isSorted, int required, List<KeyExpression> keys) implements ScriptExpression {

    public MultiAScript {
        keys = List.copyOf(keys);
        if (required < 1 || required > keys.size() || keys.size() > MultiA.MAX_KEYS) {
            throw new MalformedException(
                    "threshold",
                    "%d of %d is not possible: at least 1, at most as many as keys, and at most %d keys."
                            .formatted(required, keys.size(), MultiA.MAX_KEYS));
        }
    }

    @Override
    public Bytes script(List<PublicKey> derived) {
        return multiA(derived).toScript();
    }

    @Override
    public List<Integer> order(List<PublicKey> derived) {
        Stream<Integer> places = IntStream.range(0, derived.size()).boxed();
        return isSorted
                ? places.sorted(Comparator.comparing(place -> derived.get(place).xOnly()))
                        .toList()
                : places.toList();
    }

    @Override
    public List<ScriptPath> paths() {
        return List.of(ScriptPath.threshold(required, keys.size()));
    }

    @Override
    public StackLayout layout(ScriptPath path, List<PublicKey> derived) {
        return MultiAStack.of(multiA(derived));
    }

    @Override
    public String text(Function<KeyExpression, String> keyText) {
        return keys.stream()
                .map(keyText)
                .collect(Collectors.joining(",", (isSorted ? "sortedmulti_a(" : "multi_a(") + required + ",", ")"));
    }

    @Override
    public ScriptExpression normalized() {
        return isSorted ? new MultiAScript(true, required, MultisigScript.sortedByText(keys)) : this;
    }

    private MultiA multiA(List<PublicKey> derived) {
        List<XOnlyPublicKey> x = derived.stream().map(PublicKey::xOnly).toList();
        return isSorted ? MultiA.sorted(required, x) : new MultiA(required, x);
    }
}
