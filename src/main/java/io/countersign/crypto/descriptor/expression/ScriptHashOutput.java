package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.script.ScriptHash;
import java.util.List;
import java.util.function.Function;

/** A script behind its hash: {@code sh}, {@code wsh} and {@code sh(wsh)} (BIP381, BIP382). */
public record ScriptHashOutput(ScriptHash hash, ScriptExpression script) implements OutputExpression {

    @Override
    public List<KeyExpression> keys() {
        return script.keys();
    }

    @Override
    public Bytes scriptPubKey(int branch, long index) {
        return hash.outputScript(script.script(BareOutput.derived(script, branch, index)));
    }

    @Override
    public String text(Function<KeyExpression, String> keyText) {
        String inside = script.text(keyText);
        return switch (hash) {
            case WSH -> "wsh(" + inside + ")";
            case SH_WSH -> "sh(wsh(" + inside + "))";
            case SH -> "sh(" + inside + ")";
        };
    }

    @Override
    public OutputExpression normalized() {
        return new ScriptHashOutput(hash, script.normalized());
    }
}
