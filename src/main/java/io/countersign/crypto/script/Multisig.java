package io.countersign.crypto.script;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import java.util.List;
import java.util.Optional;

/** A CHECKMULTISIG script: the threshold and the keys in the order of the script. */
public record Multisig(Threshold threshold, List<PublicKey> keys) {

    public Multisig {
        keys = List.copyOf(keys);
        if (keys.size() != threshold.total()) {
            throw new MalformedException(
                    "multisig script", "The threshold is %s, but %d keys are given.".formatted(threshold, keys.size()));
        }
    }

    /** BIP67: the keys sorted by their compressed bytes. */
    public static Multisig sorted(Threshold threshold, List<PublicKey> keys) {
        return new Multisig(threshold, keys.stream().sorted().toList());
    }

    /** Reads a script that is a multisig of compressed keys, written minimally, and nothing else. */
    public static Optional<Multisig> parse(Bytes script) {
        return ScriptToken.read(script)
                .filter(tokens -> tokens.size() >= 4 && tokens.size() <= Threshold.MAX_KEYS + 3)
                .flatMap(Multisig::ofTokens)
                .filter(multisig -> multisig.toScript().equals(script));
    }

    /** {@code k key... n CHECKMULTISIG}; k and n above 16 are number pushes. */
    public Bytes toScript() {
        ScriptBuilder script = new ScriptBuilder().number(threshold.required());
        keys.forEach(key -> script.data(key.bytes()));
        return script.number(threshold.total()).opcode(Opcode.OP_CHECKMULTISIG).build();
    }

    private static Optional<Multisig> ofTokens(List<ScriptToken> tokens) {
        int total = tokens.size() - 3;
        int required = smallNumber(tokens.get(0));
        List<Bytes> keys =
                tokens.subList(1, total + 1).stream().map(ScriptToken::pushed).toList();
        boolean possible = required >= 1 && required <= total && keys.stream().allMatch(Multisig::isCompressedKey);
        return possible
                ? Optional.of(new Multisig(
                        Threshold.of(required, total),
                        keys.stream().map(PublicKey::parse).toList()))
                : Optional.empty();
    }

    private static boolean isCompressedKey(Bytes key) {
        return key.size() == PublicKey.SIZE && PublicKey.isEncodedPoint(key);
    }

    /** The number 1..20 that a token pushes in its shortest form, or -1. */
    static int smallNumber(ScriptToken token) {
        boolean isOneByte = token.pushed().size() == 1 && token.isPush();
        int value = isOneByte ? token.pushed().at(0) : -1;
        boolean isMinimal = value <= 16 ? token.opcode() >= Opcode.OP_1 : token.opcode() == 1;
        return isOneByte && isMinimal && value <= Threshold.MAX_KEYS ? value : -1;
    }
}
