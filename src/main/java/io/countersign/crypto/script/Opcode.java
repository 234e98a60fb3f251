package io.countersign.crypto.script;

/** The opcodes that this server writes or looks for, as 0..255. */
final class Opcode {

    static final int OP_0 = 0x00;
    static final int OP_PUSHDATA1 = 0x4c;
    static final int OP_PUSHDATA2 = 0x4d;
    static final int OP_PUSHDATA4 = 0x4e;
    static final int OP_1NEGATE = 0x4f;
    static final int OP_1 = 0x51;
    static final int OP_16 = 0x60;
    static final int OP_RETURN = 0x6a;
    static final int OP_DUP = 0x76;
    static final int OP_EQUAL = 0x87;
    static final int OP_EQUALVERIFY = 0x88;
    static final int OP_NUMEQUAL = 0x9c;
    static final int OP_HASH160 = 0xa9;
    static final int OP_CHECKSIG = 0xac;
    static final int OP_CHECKMULTISIG = 0xae;
    static final int OP_CHECKSIGADD = 0xba;

    private Opcode() {}
}
