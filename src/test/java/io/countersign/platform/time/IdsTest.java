package io.countersign.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

    @Test
    void hasTheTimeVersionAndVariantOfRfc9562() {
        UUID id = new Ids(Clock.fixed(NOON, ZoneOffset.UTC), Sources.randomness()).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void matchesTheExampleOfRfc9562() {
        // Appendix A.6: time 0x017F22E279B0, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F. Its rand_a lies in the upper
        // half, which a
        // first id of a millisecond never has, so it is reached by counting up from 0x4C3.
        byte[] random = {0x18, (byte) 0xc4, (byte) 0xdc, 0x0c, 0x0c, 0x07, 0x39, (byte) 0x8f, 0x04, (byte) 0xc3};
        Ids ids = new Ids(Clock.fixed(Instant.ofEpochMilli(0x017F22E279B0L), ZoneOffset.UTC), count -> random.clone());

        UUID id = Stream.generate(ids::next).skip(0xCC3 - 0x4C3).findFirst().orElseThrow();

        assertThat(id).isEqualTo(UUID.fromString("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
    }

    @Test
    void growsWhenTheClockStandsStill() {
        Ids ids = new Ids(Clock.fixed(NOON, ZoneOffset.UTC), Sources.randomness());

        List<String> made =
                Stream.generate(ids::next).limit(20_000).map(UUID::toString).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void growsWhenTheClockGoesBack() {
        Ids ids = new Ids(new JumpingClock(NOON, NOON.minusSeconds(3600), NOON.plusMillis(1)), Sources.randomness());

        List<String> made = Stream.of(ids.next(), ids.next(), ids.next())
                .map(UUID::toString)
                .toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void growsOnEveryThread() {
        Ids ids = new Ids(Sources.clock(), Sources.randomness());

        List<UUID> made = Stream.generate(ids::next).parallel().limit(10_000).toList();

        assertThat(made).doesNotHaveDuplicates();
    }

    @Test
    void clockTellsWholeMilliseconds() {
        assertThat(Sources.clock().instant().getNano() % 1_000_000).isZero();
    }

    private static final class JumpingClock extends Clock {

        private final Queue<Instant> instants;

        JumpingClock(Instant... instants) {
            this.instants = new ArrayDeque<>(List.of(instants));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return instants.remove();
        }
    }
}
