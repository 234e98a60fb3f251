package io.countersign.wallet.model;

import io.countersign.crypto.descriptor.ScriptKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The scripts that a wallet's policy may name. */
public enum PolicyScript {
    WSH(ScriptKind.WSH),
    SH_WSH(ScriptKind.SH_WSH),
    SH(ScriptKind.SH),
    TR_MULTI_A(ScriptKind.TR),
    TR_MUSIG(ScriptKind.TR),
    /** Whatever the policy's template says. */
    MINISCRIPT(null);

    private final @Nullable ScriptKind kind;

    PolicyScript(@Nullable ScriptKind kind) {
        this.kind = kind;
    }

    static Optional<PolicyScript> find(String word) {
        return Arrays.stream(values())
                .filter(script -> script.word().equals(word))
                .findFirst();
    }

    static PolicyScript ofWord(String word) {
        return find(word).orElseThrow(() -> new IllegalStateException("no policy script " + word));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How its scripts stand in outputs; empty where the template says it. */
    Optional<ScriptKind> kind() {
        return Optional.ofNullable(kind);
    }
}
