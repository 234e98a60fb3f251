package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes;
import java.util.Optional;

/** The ways in which an output commits to a script by its hash. */
public enum ScriptHash {
    /** P2WSH (BIP141). */
    WSH(Threshold.MAX_KEYS),
    /** P2WSH nested in P2SH (BIP141). */
    SH_WSH(Threshold.MAX_KEYS),
    /** P2SH (BIP16): a script of 520 bytes holds 15 compressed keys. */
    SH(15);

    private final int maxKeys;

    ScriptHash(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /** How many keys a multi-signature script in it may have. */
    public int maxKeys() {
        return maxKeys;
    }

    /** True where the script and what satisfies it stand in the witness. */
    public boolean isSegwit() {
        return this != SH;
    }

    public Bytes outputScript(Bytes script) {
        return switch (this) {
            case WSH -> OutputScript.p2wsh(script);
            case SH_WSH -> OutputScript.p2sh(OutputScript.p2wsh(script));
            case SH -> OutputScript.p2sh(script);
        };
    }

    public Optional<Bytes> redeemScript(Bytes script) {
        return switch (this) {
            case WSH -> Optional.empty();
            case SH_WSH -> Optional.of(OutputScript.p2wsh(script));
            case SH -> Optional.of(script);
        };
    }

    public Optional<Bytes> witnessScript(Bytes script) {
        return isSegwit() ? Optional.of(script) : Optional.empty();
    }
}
