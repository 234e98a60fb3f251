package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.StackLayout;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A script with keys in it, as it stands alone, within {@code sh} or {@code wsh}, or in a leaf of {@code tr}. */
public interface ScriptExpression {

    /** Its keys from left to right. */
    List<KeyExpression> keys();

    /** The script of derived keys, one for each of {@link #keys}. */
    Bytes script(List<PublicKey> derived);

    /** The places in {@link #keys} in the order in which the script has their derived keys. */
    default List<Integer> order(List<PublicKey> derived) {
        return IntStream.range(0, derived.size()).boxed().toList();
    }

    /** The ways to satisfy it, from left to right. */
    List<ScriptPath> paths();

    /** How the stack of one of its {@link #paths} is laid out. */
    StackLayout layout(ScriptPath path, List<PublicKey> derived);

    /** Its text, each key written by {@code keyText}. */
    String text(Function<KeyExpression, String> keyText);

    /** The same script in the one form that stands for all that mean the same: its keys sorted where their order is void. */
    ScriptExpression normalized();
}
