package io.countersign.wallet.model;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.Bip388Template;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.descriptor.ScriptKind;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a wallet is spent: the script, how many of how many keys, and of {@code miniscript} the template (BIP388), whose first spend path
 * the threshold is.
 */
public record Policy(PolicyScript script, Threshold threshold, @Nullable String templateOrNull) {

    /** The policy of m-of-n that a client asks for; 422 where the server does not make it or it is not possible. */
    public static Policy of(String word, int required, int total) {
        PolicyScript script = PolicyScript.find(word).orElseThrow(Policy::unsupported);
        ScriptKind kind = script.kind().orElseThrow(Policy::unsupported);
        if (required < 1 || required > total || total > kind.maxKeys()) {
            throw WalletRefusal.POLICY_IMPOSSIBLE.refuse(
                    "A threshold is 1 to the total, and the total is at most %d with this script."
                            .formatted(kind.maxKeys()));
        }
        if (script == PolicyScript.TR_MUSIG && required != total) {
            throw WalletRefusal.POLICY_IMPOSSIBLE.refuse(
                    "With tr_musig all keys sign together: the threshold is the total.");
        }
        return new Policy(script, new Threshold(required, total), null);
    }

    /** The policy of a template; 422 where it breaks a rule of BIP388 or no wallet here may be so. */
    public static Policy ofTemplate(String text) {
        try {
            Bip388Template template = Bip388Template.parse(text);
            return new Policy(
                    PolicyScript.MINISCRIPT, Descriptor.sample(template).threshold(), template.text());
        } catch (MalformedException e) {
            throw WalletRefusal.POLICY_IMPOSSIBLE.refuse(e.getMessage());
        }
    }

    /** What the descriptor of a wallet that is imported says. */
    public static Policy of(Descriptor descriptor) {
        PolicyScript script = scriptOf(descriptor);
        String template = script == PolicyScript.MINISCRIPT
                ? descriptor.template().map(Bip388Template.Filled::text).orElse(null)
                : null;
        return new Policy(script, descriptor.threshold(), template);
    }

    public static Policy stored(String script, int required, int total, @Nullable String template) {
        return new Policy(PolicyScript.ofWord(script), new Threshold(required, total), template);
    }

    public Optional<String> template() {
        return Optional.ofNullable(templateOrNull);
    }

    /** The descriptor that these keys make, in the order of their positions. */
    Descriptor descriptor(List<CosignerKey> keys, Network network) {
        return switch (script) {
            case MINISCRIPT ->
                Descriptor.of(Bip388Template.parse(template().orElseThrow())
                        .expression(keys.stream().map(CosignerKey::toString).toList(), network));
            case TR_MUSIG -> Descriptor.ofMusig(keys);
            case WSH, SH_WSH, SH, TR_MULTI_A -> Descriptor.of(script.kind().orElseThrow(), true, threshold, keys);
        };
    }

    private static PolicyScript scriptOf(Descriptor descriptor) {
        return switch (descriptor.form()) {
            case MULTISIG -> PolicyScript.ofWord(descriptor.kind().name().toLowerCase(Locale.ROOT));
            case MULTI_A -> PolicyScript.TR_MULTI_A;
            case MUSIG -> PolicyScript.TR_MUSIG;
            case OTHER -> PolicyScript.MINISCRIPT;
        };
    }

    private static Refusal unsupported() {
        return WalletRefusal.SCRIPT_UNSUPPORTED.refuse(
                "The server makes wallets with the script wsh, sh_wsh, sh, tr_multi_a or tr_musig, or miniscript with a template.");
    }
}
