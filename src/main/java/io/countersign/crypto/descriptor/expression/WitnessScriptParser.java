package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.tx.Network;

/** Reads what stands in {@code wsh(...)}. */
final class WitnessScriptParser {

    private WitnessScriptParser() {}

    static ScriptExpression parse(String text, Network network) {
        FunctionCall call = FunctionCall.of(text).orElseThrow(ExpressionParser::unsupported);
        return switch (call.name()) {
            case "pk", "pkh", "multi", "sortedmulti" -> ExpressionParser.script(call, network);
            default -> throw ExpressionParser.unsupported();
        };
    }
}
