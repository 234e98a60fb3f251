package io.countersign.crypto.script;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;

/** Writes a script; pushes are always minimal, as MINIMALDATA demands. */
public final class ScriptBuilder {

    private final ByteWriter out = new ByteWriter();

    /** An opcode as 0..255. */
    public ScriptBuilder opcode(int opcode) {
        out.writeByte(opcode);
        return this;
    }

    /** Pushes {@code data} in the shortest way, single bytes 1..16 and 0x81 as opcodes. */
    public ScriptBuilder data(Bytes data) {
        if (data.isEmpty()) {
            return opcode(Opcode.OP_0);
        }
        if (data.size() == 1 && data.at(0) >= 1 && data.at(0) <= 16) {
            return opcode(Opcode.OP_1 - 1 + data.at(0));
        }
        if (data.size() == 1 && data.at(0) == 0x81) {
            return opcode(Opcode.OP_1NEGATE);
        }
        writeLength(data.size());
        out.write(data);
        return this;
    }

    /** Pushes a number that is not negative: an opcode up to 16, above it little endian bytes with a sign bit. */
    public ScriptBuilder number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative number " + value);
        }
        ByteWriter number = new ByteWriter(9);
        long rest = value;
        while (rest > 0) {
            number.writeByte((int) (rest & 0xff));
            boolean needsSignByte = rest >= 0x80 && rest <= 0xff;
            rest >>>= 8;
            if (needsSignByte) {
                number.writeByte(0);
            }
        }
        return data(number.toBytes());
    }

    public Bytes build() {
        return out.toBytes();
    }

    private void writeLength(int size) {
        if (size < Opcode.OP_PUSHDATA1) {
            out.writeByte(size);
        } else if (size <= 0xff) {
            out.writeByte(Opcode.OP_PUSHDATA1).writeByte(size);
        } else if (size <= 0xffff) {
            out.writeByte(Opcode.OP_PUSHDATA2).writeByte(size & 0xff).writeByte(size >>> 8);
        } else {
            out.writeByte(Opcode.OP_PUSHDATA4).writeInt32(size);
        }
    }
}
