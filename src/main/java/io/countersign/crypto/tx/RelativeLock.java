package io.countersign.crypto.tx;

import io.countersign.crypto.MalformedException;
import java.time.Duration;
import java.util.Locale;

/**
 * How long a coin must have been confirmed before it is spent (BIP68): the operand of CHECKSEQUENCEVERIFY (BIP112), 1 to 2^31 - 1, in blocks,
 * or with bit 22 in units of 512 seconds.
 */
public record RelativeLock(long operand) implements Comparable<RelativeLock> {

    static final long BY_TIME = 1L << 22;
    static final long VALUE = 0xffff;

    private static final long MOST = (1L << 31) - 1;
    private static final int SECONDS_OF_UNIT = 512;

    public RelativeLock {
        if (operand < 1 || operand > MOST) {
            throw new MalformedException("time lock", "A relative time lock is 1 to 2147483647.");
        }
    }

    public boolean isByTime() {
        return (operand & BY_TIME) != 0;
    }

    /** Blocks, or units of 512 seconds; 0 to 65535. */
    public long value() {
        return operand & VALUE;
    }

    /** How long at least, where it is by time. */
    public Duration duration() {
        return Duration.ofSeconds(value() * SECONDS_OF_UNIT);
    }

    /** False where bits are set that consensus ignores, or no time is asked for: such a lock is weaker than it reads. */
    public boolean bindsAsWritten() {
        return (operand & ~(BY_TIME | VALUE)) == 0 && value() > 0;
    }

    /** True where whoever waits for this lock has waited for {@code other} as well. */
    public boolean implies(RelativeLock other) {
        return isByTime() == other.isByTime() && value() >= other.value();
    }

    /** {@code 52,560 blocks after the coin is confirmed}. */
    public String words() {
        return "%s after the coin is confirmed".formatted(isByTime() ? words(duration()) : count(value(), "block"));
    }

    /** By how much must be waited; only locks of one kind can be compared so. */
    @Override
    public int compareTo(RelativeLock other) {
        return Long.compare(value(), other.value());
    }

    private static String words(Duration time) {
        return time.toDays() > 0
                ? count(time.toDays(), "day") + " and " + count(time.toHoursPart(), "hour")
                : count(time.toHours(), "hour") + " and " + count(time.toMinutesPart(), "minute");
    }

    private static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
