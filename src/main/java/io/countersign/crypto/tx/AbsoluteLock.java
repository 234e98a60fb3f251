package io.countersign.crypto.tx;

import io.countersign.crypto.MalformedException;
import java.time.Instant;
import java.util.Locale;

/**
 * When a coin can be spent: the operand of CHECKLOCKTIMEVERIFY (BIP65), 1 to 2^31 - 1. Below 500,000,000 it is the height of the last block
 * before; from there on a time in seconds that the median time past of the block before must exceed (BIP113).
 */
public record AbsoluteLock(long operand) implements Comparable<AbsoluteLock> {

    private static final long FIRST_TIME = 500_000_000;
    private static final long MOST = (1L << 31) - 1;

    public AbsoluteLock {
        if (operand < 1 || operand > MOST) {
            throw new MalformedException("time lock", "An absolute time lock is 1 to 2147483647.");
        }
    }

    public boolean isByTime() {
        return isTime(operand);
    }

    /** True where whoever waits for this lock has waited for {@code other} as well. */
    public boolean implies(AbsoluteLock other) {
        return isByTime() == other.isByTime() && operand >= other.operand;
    }

    /** {@code after block 840,000}, {@code after 2033-05-18T03:33:20Z}. */
    public String words() {
        return isByTime()
                ? "after " + Instant.ofEpochSecond(operand)
                : String.format(Locale.ROOT, "after block %,d", operand);
    }

    /** By how late it is; only locks of one kind can be compared so. */
    @Override
    public int compareTo(AbsoluteLock other) {
        return Long.compare(operand, other.operand);
    }

    /** Whether a transaction's lock time is one, and no height. */
    public static boolean isTime(long lockTime) {
        return lockTime >= FIRST_TIME;
    }
}
