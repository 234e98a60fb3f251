package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.MalformedException;
import java.util.Locale;

/**
 * The operand of {@code older(n)}, 1 to 2^31 - 1: how long the coin must have been confirmed (BIP68, BIP112), in blocks, or with bit 22
 * in units of 512 seconds.
 */
public record RelativeLock(long operand) implements Comparable<RelativeLock> {

    private static final long BY_TIME = 1L << 22;
    private static final long VALUE = 0xffff;
    private static final long MOST = (1L << 31) - 1;
    private static final int SECONDS_OF_UNIT = 512;

    public RelativeLock {
        if (operand < 1 || operand > MOST) {
            throw new MalformedException("miniscript", "The number of older is 1 to 2147483647.");
        }
    }

    public boolean isByTime() {
        return (operand & BY_TIME) != 0;
    }

    /** Blocks, or units of 512 seconds; 0 to 65535. */
    public long value() {
        return operand & VALUE;
    }

    /** False where bits are set that consensus ignores, or no time is asked for: such a lock is weaker than it reads. */
    public boolean bindsAsWritten() {
        return (operand & ~(BY_TIME | VALUE)) == 0 && value() > 0;
    }

    /** {@code after 52,560 blocks}. */
    public String words() {
        return isByTime()
                ? "after %s".formatted(duration())
                : String.format(Locale.ROOT, "after %,d %s", value(), value() == 1 ? "block" : "blocks");
    }

    @Override
    public int compareTo(RelativeLock other) {
        return Long.compare(value(), other.value());
    }

    private String duration() {
        long minutes = (value() * SECONDS_OF_UNIT + 59) / 60;
        long days = minutes / (24 * 60);
        return String.format(Locale.ROOT, "%,d days %d hours %d minutes", days, minutes / 60 % 24, minutes % 60);
    }
}
