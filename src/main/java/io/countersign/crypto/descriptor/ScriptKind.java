package io.countersign.crypto.descriptor;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.Threshold;
import java.util.Optional;

/** How a descriptor's multisig script stands in an output. */
public enum ScriptKind {
    /** P2WSH (BIP382). */
    WSH("wsh(", ")", Threshold.MAX_KEYS),
    /** P2WSH nested in P2SH. */
    SH_WSH("sh(wsh(", "))", Threshold.MAX_KEYS),
    /** Legacy P2SH (BIP381): a script of 520 bytes holds 15 compressed keys. */
    SH("sh(", ")", 15);

    private final String opening;
    private final String closing;
    private final int maxKeys;

    ScriptKind(String opening, String closing, int maxKeys) {
        this.opening = opening;
        this.closing = closing;
        this.maxKeys = maxKeys;
    }

    public int maxKeys() {
        return maxKeys;
    }

    /** True where signatures go into the witness and are hashed by BIP143. */
    public boolean isSegwit() {
        return this != SH;
    }

    Bytes scriptPubKey(Bytes multisig) {
        return switch (this) {
            case WSH -> OutputScript.p2wsh(multisig);
            case SH_WSH -> OutputScript.p2sh(OutputScript.p2wsh(multisig));
            case SH -> OutputScript.p2sh(multisig);
        };
    }

    Optional<Bytes> redeemScript(Bytes multisig) {
        return switch (this) {
            case WSH -> Optional.empty();
            case SH_WSH -> Optional.of(OutputScript.p2wsh(multisig));
            case SH -> Optional.of(multisig);
        };
    }

    Optional<Bytes> witnessScript(Bytes multisig) {
        return isSegwit() ? Optional.of(multisig) : Optional.empty();
    }

    String wrap(String expression) {
        return opening + expression + closing;
    }

    /** What stands inside this kind's expression, or empty where {@code text} is another. */
    Optional<String> unwrap(String text) {
        boolean mine = text.startsWith(opening) && text.endsWith(closing);
        return mine
                ? Optional.of(text.substring(opening.length(), text.length() - closing.length()))
                : Optional.empty();
    }
}
