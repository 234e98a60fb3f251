package io.countersign.platform.time;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes UUIDv7 (RFC 9562, section 5.7) that grow with every call within this process, also when the clock stands still or goes
 * back: the 12 bits after the time are a counter (section 6.2, method 1). The last 62 bits are always random.
 */
@Singleton
public class Ids {

    private static final int COUNTER_END = 1 << 12;
    // Each millisecond starts in the lower half, so that 2,048 ids fit before the time must be borrowed from.
    private static final int COUNTER_START_MASK = (1 << 11) - 1;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0x3fff_ffff_ffff_ffffL;

    private final Clock clock;
    private final Randomness randomness;

    private long millis = -1;
    private int counter;

    public Ids(Clock clock, Randomness randomness) {
        this.clock = clock;
        this.randomness = randomness;
    }

    /** A new id, greater than all before it. */
    public UUID next() {
        ByteBuffer random = ByteBuffer.wrap(randomness.bytes(Long.BYTES + Short.BYTES));
        long low = random.getLong() & VARIANT_MASK | VARIANT;
        return new UUID(timeAndCounter(random.getShort() & COUNTER_START_MASK), low);
    }

    private synchronized long timeAndCounter(int start) {
        long now = clock.millis();
        if (now > millis) {
            millis = now;
            counter = start;
        } else if (++counter == COUNTER_END) {
            millis++;
            counter = start;
        }
        return millis << 16 | VERSION_7 | counter;
    }
}
