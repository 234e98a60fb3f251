package io.countersign.crypto.sighash;

import java.util.Set;

/**
 * The hash type: which parts of a transaction a signature covers. All 32 bits enter the hash, though a signature carries only the
 * lowest eight.
 */
public record SighashType(int bits) {

    /** Of taproot alone: signs what ALL signs, and is left out of the signature, which then has 64 bytes (BIP341). */
    public static final SighashType DEFAULT = new SighashType(0);

    public static final SighashType ALL = new SighashType(1);
    public static final SighashType NONE = new SighashType(2);
    public static final SighashType SINGLE = new SighashType(3);

    private static final Set<Integer> KNOWN_TO_TAPROOT = Set.of(0x00, 0x01, 0x02, 0x03, 0x81, 0x82, 0x83);
    private static final int BASE_MASK = 0x1f;
    private static final int ANYONE_CAN_PAY = 0x80;

    /** True for the one type that this server takes for ECDSA: everything is signed, with no other bit set. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** True for the types that BIP341 defines; it lets no others be signed. */
    public boolean isKnownToTaproot() {
        return KNOWN_TO_TAPROOT.contains(bits);
    }

    public boolean signsNoOutputs() {
        return (bits & BASE_MASK) == NONE.bits;
    }

    public boolean signsOneOutput() {
        return (bits & BASE_MASK) == SINGLE.bits;
    }

    public boolean signsOwnInputOnly() {
        return (bits & ANYONE_CAN_PAY) != 0;
    }

    /** Two hex digits or more, as in {@code 01} and {@code 81}. */
    @Override
    public String toString() {
        return "%02x".formatted(bits);
    }
}
