package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.MalformedException;
import java.time.Instant;
import java.util.Locale;

/**
 * The operand of {@code after(n)}, 1 to 2^31 - 1: the height that the chain, or from 500,000,000 on the time in seconds that its median
 * time past, must have reached (BIP65, BIP113).
 */
public record AbsoluteLock(long operand) implements Comparable<AbsoluteLock> {

    private static final long FIRST_TIME = 500_000_000;
    private static final long MOST = (1L << 31) - 1;

    public AbsoluteLock {
        if (operand < 1 || operand > MOST) {
            throw new MalformedException("miniscript", "The number of after is 1 to 2147483647.");
        }
    }

    public boolean isByTime() {
        return isTime(operand);
    }

    /** {@code after block 840,000}, {@code after 2033-05-18T03:33:20Z}. */
    public String words() {
        return isByTime()
                ? "after " + Instant.ofEpochSecond(operand)
                : String.format(Locale.ROOT, "after block %,d", operand);
    }

    @Override
    public int compareTo(AbsoluteLock other) {
        return Long.compare(operand, other.operand);
    }

    static boolean isTime(long lockTime) {
        return lockTime >= FIRST_TIME;
    }
}
