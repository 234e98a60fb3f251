package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.script.TapTree;
import io.countersign.crypto.tx.Network;
import java.util.List;
import java.util.Optional;

/** Reads what stands in {@code tr(...)} (BIP386, BIP387). */
final class TaprootParser {

    private final Network network;

    TaprootParser(Network network) {
        this.network = network;
    }

    OutputExpression parse(String arguments) {
        List<String> parts = FunctionCall.split(arguments);
        KeyExpression internalKey = KeyExpression.parseTaproot(parts.get(0), network);
        return switch (parts.size()) {
            case 1 -> new TaprootTreeOutput(internalKey, null);
            case 2 -> new TaprootTreeOutput(internalKey, tree(parts.get(1), 0));
            default -> throw ExpressionParser.malformed("tr() has a key and at most one tree.");
        };
    }

    private TreeExpression tree(String text, int depth) {
        if (!text.startsWith("{")) {
            return new TreeExpression.Leaf(leaf(text));
        }
        if (depth == TapTree.MOST_DEPTH) {
            throw ExpressionParser.malformed("A leaf of tr() lies deeper than 128 (BIP341).");
        }
        if (!text.endsWith("}")) {
            throw ExpressionParser.malformed("A tree of tr() is written {TREE,TREE}.");
        }
        List<String> sides = FunctionCall.split(text.substring(1, text.length() - 1));
        if (sides.size() != 2) {
            throw ExpressionParser.malformed("A tree of tr() is written {TREE,TREE}.");
        }
        return new TreeExpression.Fork(tree(sides.get(0), depth + 1), tree(sides.get(1), depth + 1));
    }

    private ScriptExpression leaf(String text) {
        return FunctionCall.of(text).flatMap(this::plain).orElseGet(() -> MiniscriptScript.ofLeaf(text, network));
    }

    private Optional<ScriptExpression> plain(FunctionCall call) {
        return switch (call.name()) {
            case "pk" -> Optional.of(new KeyScript(KeyScript.Form.LEAF_PK, key(call.arguments())));
            case "multi_a" -> Optional.of(multiA(false, call.parts()));
            case "sortedmulti_a" -> Optional.of(multiA(true, call.parts()));
            default -> Optional.empty();
        };
    }

    private ScriptExpression multiA(boolean isSorted, List<String> parts) {
        int required = ExpressionParser.number(parts.get(0));
        return new MultiAScript(
                isSorted,
                required,
                parts.subList(1, parts.size()).stream().map(this::key).toList());
    }

    private KeyExpression key(String text) {
        return KeyExpression.parseTaproot(text, network);
    }
}
