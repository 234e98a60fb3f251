package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.ScriptKind;
import io.countersign.crypto.script.ScriptHash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the script that is spent stands in its output. */
public enum SpendKind {
    WSH(ScriptHash.WSH),
    SH_WSH(ScriptHash.SH_WSH),
    SH(ScriptHash.SH),
    TR(null);

    private final @Nullable ScriptHash hash;

    SpendKind(@Nullable ScriptHash hash) {
        this.hash = hash;
    }

    static SpendKind of(ScriptKind kind) {
        return valueOf(kind.name());
    }

    /** How the output commits to its script; empty for taproot. */
    public Optional<ScriptHash> hash() {
        return Optional.ofNullable(hash);
    }

    public boolean isSegwit() {
        return this != SH;
    }

    public boolean isTaproot() {
        return this == TR;
    }

    /** The output script of {@code script}, which is the witness script, or the redeem script of {@link #SH}. */
    public Bytes outputScript(Bytes script) {
        return hash().orElseThrow(() -> new IllegalStateException("a taproot output has no one script"))
                .outputScript(script);
    }
}
