package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.Opcode;
import io.countersign.crypto.script.ScriptToken;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Whether an expression may be the whole script of an output: BIP379's types at the top, and "Resource Limits". */
final class Sanity<K> {

    /** Policy for P2WSH: bytes of the script, and elements of the witness besides it. */
    private static final int LARGEST_SCRIPT = 3600;

    private static final int MOST_WITNESS_ELEMENTS = 100;
    /** Consensus for P2WSH: opcodes that do not push, and keys of executed CHECKMULTISIGs. */
    private static final int MOST_OPERATIONS = 201;
    /** Consensus for both. */
    private static final int MOST_STACK_ELEMENTS = 1000;

    private final Expression<K> expression;
    private final ScriptContext context;
    private final Bytes script;
    private final Cost cost;

    Sanity(Expression<K> expression, ScriptContext context) {
        this.expression = expression;
        this.context = context;
        Bytes anyKey = Bytes.wrap(new byte[context.keySize()]);
        this.script = ExpressionScript.of(expression, key -> anyKey);
        this.cost = WorstCase.of(expression, context);
    }

    /** Refuses what is no whole script at all: another base type than B, and a script that is too large. */
    Sanity<K> requireValid() {
        if (!expression.type().has("B")) {
            throw malformed("The expression as a whole has the type %s; a script has B."
                    .formatted(expression.type().keep("BVKW")));
        }
        if (isP2wsh() && script.size() > LARGEST_SCRIPT) {
            throw malformed("The script has %d bytes; P2WSH allows %d.".formatted(script.size(), LARGEST_SCRIPT));
        }
        return this;
    }

    /** Refuses what is valid and yet unsafe, or can't be spent within the limits. */
    Sanity<K> requireSane() {
        fault().ifPresent(message -> {
            throw malformed(message);
        });
        return this;
    }

    int scriptSize() {
        return script.size();
    }

    /** Opcodes that do not push, and the keys of the CHECKMULTISIGs that the costliest satisfaction executes. */
    int operations() {
        List<ScriptToken> tokens = ScriptToken.read(script).orElseThrow();
        long opcodes =
                tokens.stream().filter(token -> token.opcode() > Opcode.OP_16).count();
        return (int) opcodes + cost.multisigKeys();
    }

    Cost cost() {
        return cost;
    }

    /** Elements of the largest witness, besides the script and control block. */
    int witnessElements() {
        return cost.consumed() + 1;
    }

    /** How high the stack can be during execution. */
    int stackElements() {
        return cost.peak() + 1;
    }

    private Optional<String> fault() {
        ExpressionType type = expression.type();
        if (!type.has("s")) {
            return Optional.of("A way to spend needs no signature at all.");
        }
        if (!type.has("m")) {
            return Optional.of("Somebody without a key could change the witness (it is malleable).");
        }
        if (!type.has("k")) {
            return Optional.of(
                    "Time locks by height and by time stand in one way to spend, which can't be met together.");
        }
        if (hasRepeatedKey()) {
            return Optional.of("A key is repeated: each place needs a key or derivation of its own.");
        }
        return limitFault();
    }

    private Optional<String> limitFault() {
        boolean isWithinLimits = stackElements() <= MOST_STACK_ELEMENTS
                && (!isP2wsh() || operations() <= MOST_OPERATIONS && witnessElements() <= MOST_WITNESS_ELEMENTS);
        return isWithinLimits
                ? Optional.empty()
                : Optional.of("A way to spend exceeds what the network executes: "
                        + "201 opcodes and 100 witness elements in P2WSH, a stack of 1000 elements anywhere.");
    }

    private boolean hasRepeatedKey() {
        List<K> keys = expression.allKeys();
        return new HashSet<>(keys).size() < keys.size();
    }

    private boolean isP2wsh() {
        return context == ScriptContext.P2WSH;
    }

    private static MalformedException malformed(String message) {
        return new MalformedException(Expression.FORMAT, message);
    }
}
