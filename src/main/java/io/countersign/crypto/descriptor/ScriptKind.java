package io.countersign.crypto.descriptor;

import io.countersign.crypto.script.ScriptHash;
import io.countersign.crypto.script.Threshold;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a wallet's scripts stand in its outputs. */
public enum ScriptKind {
    /** P2WSH (BIP382). */
    WSH(ScriptHash.WSH),
    /** P2WSH nested in P2SH. */
    SH_WSH(ScriptHash.SH_WSH),
    /** Legacy P2SH (BIP381). */
    SH(ScriptHash.SH),
    /** P2TR (BIP386). */
    TR(null);

    private final @Nullable ScriptHash hash;

    ScriptKind(@Nullable ScriptHash hash) {
        this.hash = hash;
    }

    static ScriptKind of(ScriptHash hash) {
        return Arrays.stream(values())
                .filter(kind -> kind.hash == hash)
                .findFirst()
                .orElseThrow();
    }

    /** How the output commits to its one script; empty for taproot, which commits to a key and a tree. */
    public Optional<ScriptHash> hash() {
        return Optional.ofNullable(hash);
    }

    /** How many keys one multi-signature script of a wallet may have. */
    public int maxKeys() {
        return hash == null ? Threshold.MAX_KEYS : hash.maxKeys();
    }

    /** True where signatures go into the witness. */
    public boolean isSegwit() {
        return this != SH;
    }
}
