package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a script: an opcode, and what it pushes ({@code EMPTY} where it pushes nothing). The small-number opcodes push
 * their number's byte.
 */
public record ScriptToken(int opcode, Bytes pushed) {

    /** Takes a script apart; empty where a push reaches beyond its end. */
    public static Optional<List<ScriptToken>> read(Bytes script) {
        List<ScriptToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < script.size()) {
            int opcode = script.at(at++);
            int lengthSize = opcode < Opcode.OP_PUSHDATA1 || opcode > Opcode.OP_PUSHDATA4
                    ? 0
                    : 1 << opcode - Opcode.OP_PUSHDATA1;
            if (lengthSize > script.size() - at) {
                return Optional.empty();
            }
            long length = lengthSize == 0 ? directLength(opcode) : littleEndian(script, at, lengthSize);
            at += lengthSize;
            if (length > script.size() - at) {
                return Optional.empty();
            }
            int end = at + (int) length;
            tokens.add(new ScriptToken(opcode, length == 0 ? small(opcode) : script.slice(at, end)));
            at = end;
        }
        return Optional.of(List.copyOf(tokens));
    }

    /** What a script of pushes alone leaves on the stack, from the bottom; empty where it does anything else. */
    public static Optional<List<Bytes>> readPushes(Bytes script) {
        return read(script)
                .filter(tokens -> tokens.stream().allMatch(ScriptToken::isPush))
                .map(tokens -> tokens.stream().map(ScriptToken::pushed).toList());
    }

    /** True for all opcodes that push, up to OP_16. OP_RESERVED counts, as it does for SIGPUSHONLY. */
    public boolean isPush() {
        return opcode <= Opcode.OP_16;
    }

    private static long directLength(int opcode) {
        return opcode < Opcode.OP_PUSHDATA1 ? opcode : 0;
    }

    private static Bytes small(int opcode) {
        if (opcode == Opcode.OP_1NEGATE) {
            return Bytes.ofHex("81");
        }
        boolean isNumber = opcode >= Opcode.OP_1 && opcode <= Opcode.OP_16;
        return isNumber ? Bytes.wrap(new byte[] {(byte) (opcode - Opcode.OP_1 + 1)}) : Bytes.EMPTY;
    }

    private static long littleEndian(Bytes script, int at, int width) {
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | script.at(at + i);
        }
        return value;
    }
}
