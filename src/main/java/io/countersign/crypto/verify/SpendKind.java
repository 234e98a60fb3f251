package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.OutputScript;

/** How a multi-signature script stands in its output. */
public enum SpendKind {
    WSH,
    SH_WSH,
    SH;

    /** The output script of {@code script}, which is the witness script, or the redeem script of {@link #SH}. */
    public Bytes outputScript(Bytes script) {
        return switch (this) {
            case WSH -> OutputScript.p2wsh(script);
            case SH_WSH -> OutputScript.p2sh(OutputScript.p2wsh(script));
            case SH -> OutputScript.p2sh(script);
        };
    }

    public boolean isSegwit() {
        return this != SH;
    }
}
