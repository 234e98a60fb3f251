package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.script.TaprootOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code tr(KEY)} and {@code tr(KEY,TREE)} (BIP386). */
public record TaprootTreeOutput(KeyExpression internalKey, @Nullable TreeExpression treeOrNull)
        implements OutputExpression {

    public Optional<TreeExpression> tree() {
        return Optional.ofNullable(treeOrNull);
    }

    @Override
    public List<KeyExpression> keys() {
        List<KeyExpression> keys = new ArrayList<>(List.of(internalKey));
        leaves().forEach(leaf -> keys.addAll(leaf.keys()));
        return List.copyOf(keys);
    }

    /** The scripts of the tree from left to right. */
    public List<ScriptExpression> leaves() {
        return treeOrNull == null ? List.of() : treeOrNull.leaves();
    }

    /** The output opened, at a branch and index. */
    public TaprootOutput output(int branch, long index) {
        XOnlyPublicKey key = internalKey.derive(branch, index).xOnly();
        return treeOrNull == null
                ? TaprootOutput.keyOnly(key)
                : TaprootOutput.of(
                        key, treeOrNull.tree(script -> script.script(BareOutput.derived(script, branch, index))));
    }

    @Override
    public Bytes scriptPubKey(int branch, long index) {
        return output(branch, index).scriptPubKey();
    }

    @Override
    public String text(Function<KeyExpression, String> keyText) {
        String key = keyText.apply(internalKey);
        return treeOrNull == null ? "tr(" + key + ")" : "tr(" + key + "," + treeOrNull.text(keyText) + ")";
    }

    @Override
    public OutputExpression normalized() {
        return new TaprootTreeOutput(internalKey, treeOrNull == null ? null : treeOrNull.normalized());
    }
}
