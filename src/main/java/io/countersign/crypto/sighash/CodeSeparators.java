package io.countersign.crypto.sighash;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;

/** Takes OP_CODESEPARATOR out of a script before it is hashed; the same byte inside a push stays. */
final class CodeSeparators {

    private static final int OP_CODESEPARATOR = 0xab;
    private static final int OP_PUSHDATA1 = 0x4c;
    private static final int OP_PUSHDATA4 = 0x4e;

    private CodeSeparators() {}

    static Bytes removedFrom(Bytes script) {
        ByteWriter kept = new ByteWriter(script.size());
        int position = 0;
        while (position < script.size()) {
            int next = endOfOperation(script, position);
            if (next > script.size()) {
                // A push that runs over the end is no operation: the rest is hashed as it stands.
                next = script.size();
            }
            if (script.at(position) != OP_CODESEPARATOR) {
                kept.write(script.slice(position, next));
            }
            position = next;
        }
        return kept.toBytes();
    }

    private static int endOfOperation(Bytes script, int position) {
        int opcode = script.at(position);
        int behind = position + 1;
        if (opcode < OP_PUSHDATA1) {
            return behind + opcode;
        }
        if (opcode > OP_PUSHDATA4) {
            return behind;
        }
        int width = 1 << (opcode - OP_PUSHDATA1);
        if (behind + width > script.size()) {
            return script.size();
        }
        long length = 0;
        for (int i = width - 1; i >= 0; i--) {
            length = length << 8 | script.at(behind + i);
        }
        return (int) Math.min(script.size(), behind + width + length);
    }
}
