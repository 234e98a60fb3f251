package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.script.ScriptHash;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import java.util.List;
import java.util.Set;

/** Reads descriptors. */
final class ExpressionParser {

    static final String FORMAT = "descriptor";

    private static final int MOST_CHARACTERS = 65_536;
    private static final int MOST_BARE_KEYS = 3;
    private static final Set<String> SAYS_TOO_LITTLE = Set.of("combo", "raw", "addr", "rawtr", "unused");

    private final Network network;

    private ExpressionParser(Network network) {
        this.network = network;
    }

    static OutputExpression parse(String body, Network network) {
        if (body.length() > MOST_CHARACTERS) {
            throw malformed("The descriptor is too long: %d characters are the limit.".formatted(MOST_CHARACTERS));
        }
        OutputExpression output = new ExpressionParser(network).output(body);
        requireEqualTuples(output);
        return output;
    }

    private OutputExpression output(String text) {
        FunctionCall call = FunctionCall.of(text).orElseThrow(ExpressionParser::unsupported);
        return switch (call.name()) {
            case "sh" -> scriptHash(call.arguments());
            case "wsh" -> new ScriptHashOutput(ScriptHash.WSH, WitnessScriptParser.parse(call.arguments(), network));
            case "tr" -> new TaprootParser(network).parse(call.arguments());
            case "pk", "pkh", "wpkh", "multi", "sortedmulti" -> bare(call);
            default -> throw refusal(call.name());
        };
    }

    private OutputExpression scriptHash(String text) {
        FunctionCall call = FunctionCall.of(text).orElseThrow(ExpressionParser::unsupported);
        return switch (call.name()) {
            case "wsh" -> new ScriptHashOutput(ScriptHash.SH_WSH, WitnessScriptParser.parse(call.arguments(), network));
            case "pk", "pkh", "wpkh", "multi", "sortedmulti" ->
                new ScriptHashOutput(ScriptHash.SH, requireLegacySize(script(call, network)));
            default -> throw unsupported();
        };
    }

    private OutputExpression bare(FunctionCall call) {
        ScriptExpression script = script(call, network);
        if (script.keys().size() > MOST_BARE_KEYS) {
            throw malformed("A multi-signature script without a hash has at most 3 keys.");
        }
        return new BareOutput(script);
    }

    /** The scripts that stand in any place before taproot. */
    static ScriptExpression script(FunctionCall call, Network network) {
        return switch (call.name()) {
            case "pk" -> new KeyScript(KeyScript.Form.PK, key(call, network));
            case "pkh" -> new KeyScript(KeyScript.Form.PKH, key(call, network));
            case "wpkh" -> new KeyScript(KeyScript.Form.WPKH, key(call, network));
            case "multi" -> multisig(false, call, network);
            case "sortedmulti" -> multisig(true, call, network);
            default -> throw unsupported();
        };
    }

    private static KeyExpression key(FunctionCall call, Network network) {
        return KeyExpression.parse(call.arguments(), network);
    }

    private static ScriptExpression multisig(boolean isSorted, FunctionCall call, Network network) {
        List<String> parts = call.parts();
        List<String> keys = parts.subList(1, parts.size());
        Threshold threshold = Threshold.of(number(parts.get(0)), keys.size());
        return new MultisigScript(
                isSorted,
                threshold,
                keys.stream().map(key -> KeyExpression.parse(key, network)).toList());
    }

    static int number(String text) {
        boolean wellFormed =
                !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!wellFormed) {
            throw malformed("The first argument of a multi-signature script is the number of signatures required.");
        }
        return Integer.parseInt(text);
    }

    /** A script of 520 bytes is the most that a stack element holds (BIP16); its size does not depend on the index. */
    private static ScriptExpression requireLegacySize(ScriptExpression script) {
        if (script instanceof MultisigScript multisig && multisig.keys().size() > ScriptHash.SH.maxKeys()) {
            throw malformed("%d keys are too many: this script holds %d."
                    .formatted(multisig.keys().size(), ScriptHash.SH.maxKeys()));
        }
        return script;
    }

    private static void requireEqualTuples(OutputExpression output) {
        boolean isEqual = output.keys().stream()
                .mapToInt(KeyExpression::branches)
                .allMatch(branches -> branches == 1 || branches == output.branches());
        if (!isEqual) {
            throw malformed("All tuples of a descriptor have the same number of steps (BIP389).");
        }
    }

    private static MalformedException refusal(String name) {
        return SAYS_TOO_LITTLE.contains(name)
                ? malformed("%s() is not taken: it does not say which keys and scripts can spend.".formatted(name))
                : unsupported();
    }

    static MalformedException unsupported() {
        return malformed(
                """
                This form of descriptor is not supported: wsh(...), sh(wsh(...)) and sh(...) of multi or sortedmulti, and tr(...) are, with                 keys like [origin]xpub/<0;1>/*.""");
    }

    static MalformedException malformed(String message) {
        return new MalformedException(FORMAT, message);
    }
}
