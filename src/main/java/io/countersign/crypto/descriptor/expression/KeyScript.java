package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.KeyHashStack;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.SingleSignatureStack;
import io.countersign.crypto.script.StackLayout;
import java.util.List;
import java.util.function.Function;

/** A script of one key (BIP381, BIP382, BIP386). */
public record KeyScript(Form form, KeyExpression key) implements ScriptExpression {

    /** How the key stands in the script. */
    public enum Form {
        PK("pk"),
        PKH("pkh"),
        WPKH("wpkh"),
        /** {@code pk} in a leaf, where the key has 32 bytes. */
        LEAF_PK("pk");

        private final String function;

        Form(String function) {
            this.function = function;
        }
    }

    @Override
    public List<KeyExpression> keys() {
        return List.of(key);
    }

    @Override
    public Bytes script(List<PublicKey> derived) {
        PublicKey one = derived.get(0);
        return switch (form) {
            case PK -> OutputScript.p2pk(one.bytes());
            case LEAF_PK -> OutputScript.p2pk(one.xOnly().bytes());
            case PKH -> OutputScript.p2pkh(one);
            case WPKH -> OutputScript.p2wpkh(one);
        };
    }

    @Override
    public List<ScriptPath> paths() {
        return List.of(ScriptPath.threshold(1, 1));
    }

    @Override
    public StackLayout layout(ScriptPath path, List<PublicKey> derived) {
        PublicKey one = derived.get(0);
        return switch (form) {
            case PK -> new SingleSignatureStack(one.bytes());
            case LEAF_PK -> new SingleSignatureStack(one.xOnly().bytes());
            case PKH, WPKH -> new KeyHashStack(one.bytes());
        };
    }

    @Override
    public String text(Function<KeyExpression, String> keyText) {
        return form.function + "(" + keyText.apply(key) + ")";
    }

    @Override
    public ScriptExpression normalized() {
        return this;
    }
}
