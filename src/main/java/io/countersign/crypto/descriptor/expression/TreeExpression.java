package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.script.TapBranch;
import io.countersign.crypto.script.TapLeaf;
import io.countersign.crypto.script.TapTree;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** TREE of {@code tr} (BIP386): a script, or two trees in braces. */
public sealed interface TreeExpression permits TreeExpression.Leaf, TreeExpression.Fork {

    /** The scripts from left to right. */
    List<ScriptExpression> leaves();

    /** The tree of the scripts that {@code scriptOf} makes of the leaves. */
    TapTree tree(Function<ScriptExpression, Bytes> scriptOf);

    String text(Function<KeyExpression, String> keyText);

    /** The sides of a fork have no order for its hash, so the one with the smaller text comes first. */
    TreeExpression normalized();

    /** A script. */
    record Leaf(ScriptExpression script) implements TreeExpression {

        @Override
        public List<ScriptExpression> leaves() {
            return List.of(script);
        }

        @Override
        public TapTree tree(Function<ScriptExpression, Bytes> scriptOf) {
            return TapLeaf.of(scriptOf.apply(script));
        }

        @Override
        public String text(Function<KeyExpression, String> keyText) {
            return script.text(keyText);
        }

        @Override
        public TreeExpression normalized() {
            return new Leaf(script.normalized());
        }
    }

    /** Two trees. */
    record Fork(TreeExpression left, TreeExpression right) implements TreeExpression {

        @Override
        public List<ScriptExpression> leaves() {
            return Stream.concat(left.leaves().stream(), right.leaves().stream())
                    .toList();
        }

        @Override
        public TapTree tree(Function<ScriptExpression, Bytes> scriptOf) {
            return new TapBranch(left.tree(scriptOf), right.tree(scriptOf));
        }

        @Override
        public String text(Function<KeyExpression, String> keyText) {
            return "{" + left.text(keyText) + "," + right.text(keyText) + "}";
        }

        @Override
        public TreeExpression normalized() {
            TreeExpression one = left.normalized();
            TreeExpression other = right.normalized();
            boolean isInOrder = one.text(KeyExpression::toString).compareTo(other.text(KeyExpression::toString)) <= 0;
            return isInOrder ? new Fork(one, other) : new Fork(other, one);
        }
    }
}
