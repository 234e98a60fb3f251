package io.countersign.wallet.model;

import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.descriptor.ScriptKind;
import io.countersign.crypto.script.Threshold;
import java.util.Map;

/** How a wallet is spent: the script and how many of how many keys. */
public record Policy(ScriptKind script, Threshold threshold) {

    private static final Map<String, ScriptKind> MADE_HERE = Map.of("wsh", ScriptKind.WSH, "sh_wsh", ScriptKind.SH_WSH);

    /** The policy that a client asks for; 422 where the server does not make it or it is not possible. */
    public static Policy of(String script, int required, int total) {
        ScriptKind kind = MADE_HERE.get(script);
        if (kind == null) {
            throw WalletRefusal.SCRIPT_UNSUPPORTED.refuse("The server makes wallets with the script wsh or sh_wsh.");
        }
        if (required < 1 || required > total || total > Threshold.MAX_KEYS) {
            throw WalletRefusal.POLICY_IMPOSSIBLE.refuse(
                    "A threshold is 1 to the total, and the total is at most %d.".formatted(Threshold.MAX_KEYS));
        }
        return new Policy(kind, new Threshold(required, total));
    }

    public static Policy of(Descriptor descriptor) {
        if (!MADE_HERE.containsValue(descriptor.kind())) {
            throw WalletRefusal.DESCRIPTOR_REFUSED.refuse(
                    "The server takes wsh and sh(wsh) with multi or sortedmulti.");
        }
        return new Policy(descriptor.kind(), descriptor.threshold());
    }

    public static Policy stored(String script, int required, int total) {
        return new Policy(
                ScriptKind.valueOf(script.toUpperCase(java.util.Locale.ROOT)), new Threshold(required, total));
    }

    /** The script's word on the wire. */
    public String scriptWord() {
        return script.name().toLowerCase(java.util.Locale.ROOT);
    }
}
