package io.countersign.crypto.ec;

import io.countersign.crypto.bytes.Bytes32;
import java.math.BigInteger;

/** The order n of the group of secp256k1, which bounds every scalar. */
final class GroupOrder {

    private static final BigInteger N =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final BigInteger HALF = N.shiftRight(1);

    private GroupOrder() {}

    /** True where n is greater: for 0..n-1. */
    static boolean exceeds(Bytes32 scalar) {
        return number(scalar).compareTo(N) < 0;
    }

    /** True up to n/2. */
    static boolean isLow(Bytes32 scalar) {
        return number(scalar).compareTo(HALF) <= 0;
    }

    static boolean isZero(Bytes32 scalar) {
        return number(scalar).signum() == 0;
    }

    private static BigInteger number(Bytes32 scalar) {
        return new BigInteger(1, scalar.toArray());
    }
}
