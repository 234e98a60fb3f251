package io.countersign.crypto.script;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.XOnlyPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A leaf that asks for exactly {@code required} signatures of {@code keys}, by CHECKSIGADD (BIP342, BIP387). */
public record MultiA(int required, List<XOnlyPublicKey> keys) {

    /** What a stack of 1,000 elements leaves room for. */
    public static final int MAX_KEYS = 999;

    private static final String FORMAT = "multi_a script";

    public MultiA {
        keys = List.copyOf(keys);
        if (required < 1 || required > keys.size() || keys.size() > MAX_KEYS) {
            throw new MalformedException(
                    FORMAT, "%d of %d keys is not possible in multi_a.".formatted(required, keys.size()));
        }
    }

    /** The keys sorted by their 32 bytes. */
    public static MultiA sorted(int required, List<XOnlyPublicKey> keys) {
        return new MultiA(required, keys.stream().sorted().toList());
    }

    /** Reads a script that is a multi_a, written minimally, and nothing else. */
    public static Optional<MultiA> parse(Bytes script) {
        return ScriptToken.read(script)
                .filter(tokens -> tokens.size() >= 4 && tokens.size() % 2 == 0 && tokens.size() <= 2 * MAX_KEYS + 2)
                .flatMap(MultiA::ofTokens)
                .filter(multi -> multi.toScript().equals(script));
    }

    /** {@code key CHECKSIG (key CHECKSIGADD)... k NUMEQUAL}. */
    public Bytes toScript() {
        ScriptBuilder script = new ScriptBuilder();
        for (int i = 0; i < keys.size(); i++) {
            script.data(keys.get(i).bytes()).opcode(i == 0 ? Opcode.OP_CHECKSIG : Opcode.OP_CHECKSIGADD);
        }
        return script.number(required).opcode(Opcode.OP_NUMEQUAL).build();
    }

    private static Optional<MultiA> ofTokens(List<ScriptToken> tokens) {
        int total = tokens.size() / 2 - 1;
        int required = number(tokens.get(2 * total));
        List<XOnlyPublicKey> keys = new ArrayList<>(total);
        for (int i = 0; i < total; i++) {
            Bytes pushed = tokens.get(2 * i).pushed();
            if (pushed.size() != Bytes32.SIZE) {
                return Optional.empty();
            }
            keys.add(XOnlyPublicKey.parse(pushed));
        }
        return required >= 1 && required <= total ? Optional.of(new MultiA(required, keys)) : Optional.empty();
    }

    /** The number of one or two bytes that a token pushes, or -1. */
    private static int number(ScriptToken token) {
        Bytes pushed = token.pushed();
        return switch (token.isPush() ? pushed.size() : 0) {
            case 1 -> pushed.at(0);
            case 2 -> pushed.at(0) | pushed.at(1) << 8;
            default -> -1;
        };
    }
}
