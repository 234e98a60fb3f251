package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.tx.Network;
import java.util.Set;

/** Reads what stands in {@code wsh(...)}. */
final class WitnessScriptParser {

    private static final Set<String> PLAIN = Set.of("pk", "pkh", "multi", "sortedmulti");

    private WitnessScriptParser() {}

    static ScriptExpression parse(String text, Network network) {
        return FunctionCall.of(text)
                .filter(call -> PLAIN.contains(call.name()))
                .map(call -> ExpressionParser.script(call, network))
                .orElseGet(() -> MiniscriptScript.ofWitnessScript(text, network));
    }
}
