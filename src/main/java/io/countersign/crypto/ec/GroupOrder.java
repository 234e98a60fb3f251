package io.countersign.crypto.ec;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;

/** The order n of the group of secp256k1, which bounds every scalar. */
final class GroupOrder {

    private static final Bytes N = Bytes.ofHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    private static final Bytes HALF = Bytes.ofHex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");
    private static final Bytes ZERO = Bytes.wrap(new byte[Bytes32.SIZE]);

    private GroupOrder() {}

    /** True where n is greater: for 0..n-1. */
    static boolean exceeds(Bytes32 scalar) {
        return scalar.bytes().compareTo(N) < 0;
    }

    /** True up to n/2. */
    static boolean isLow(Bytes32 scalar) {
        return scalar.bytes().compareTo(HALF) <= 0;
    }

    static boolean isZero(Bytes32 scalar) {
        return scalar.bytes().equals(ZERO);
    }
}
