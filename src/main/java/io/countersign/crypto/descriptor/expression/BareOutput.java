package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.ec.PublicKey;
import java.util.List;
import java.util.function.Function;

/** A script that is the output script itself: {@code pk}, {@code pkh}, {@code wpkh}, bare {@code multi}. */
public record BareOutput(ScriptExpression script) implements OutputExpression {

    @Override
    public List<KeyExpression> keys() {
        return script.keys();
    }

    @Override
    public Bytes scriptPubKey(int branch, long index) {
        return script.script(derived(script, branch, index));
    }

    @Override
    public String text(Function<KeyExpression, String> keyText) {
        return script.text(keyText);
    }

    @Override
    public OutputExpression normalized() {
        return new BareOutput(script.normalized());
    }

    static List<PublicKey> derived(ScriptExpression script, int branch, long index) {
        return script.keys().stream().map(key -> key.derive(branch, index)).toList();
    }
}
