package io.countersign.crypto.descriptor;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Time locks in words. */
final class LockWords {

    private static final long FIRST_TIME = 500_000_000L;
    private static final long BY_TIME = 1L << 22;
    private static final long VALUE = 0xffff;
    private static final int SECONDS_A_UNIT = 512;

    private LockWords() {}

    static Stream<String> of(@Nullable Long older, @Nullable Long after) {
        Stream<String> relative = older == null ? Stream.empty() : Stream.of(relative(older));
        Stream<String> absolute = after == null ? Stream.empty() : Stream.of(absolute(after));
        return Stream.concat(relative, absolute);
    }

    private static String relative(long older) {
        long value = older & VALUE;
        return (older & BY_TIME) == 0
                ? "%d blocks after the coin is confirmed".formatted(value)
                : "%s after the coin is confirmed".formatted(words(Duration.ofSeconds(value * SECONDS_A_UNIT)));
    }

    private static String absolute(long after) {
        return after < FIRST_TIME
                ? "from block %d on".formatted(after)
                : "from %s on".formatted(Instant.ofEpochSecond(after));
    }

    private static String words(Duration time) {
        return time.toDays() > 0
                ? "%d days and %d hours".formatted(time.toDays(), time.toHoursPart())
                : "%d hours and %d minutes".formatted(time.toHours(), time.toMinutesPart());
    }
}
