package io.countersign.webhook.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void triesTenTimesOverSeventyFiveHours() {
        assertThat(RetrySchedule.delayAfter(10, 0.5, Optional.empty())).isEmpty();
        // 5 s + 5 min + 30 min + 2 + 5 + 10 + 14 + 20 + 24 h = 75:35:05
        assertThat(total(0.5)).isEqualTo(Duration.parse("PT75H35M5S"));
        assertThat(total(0)).isBetween(Duration.ofHours(68), Duration.ofHours(69));
        assertThat(total(1)).isBetween(Duration.ofHours(83), Duration.ofHours(84));
    }

    @Test
    void waitsAsLongAsTheEndpointAsksButNotLongerThanADay() {
        assertThat(RetrySchedule.delayAfter(1, 0.5, Optional.of(Duration.ofHours(3))))
                .contains(Duration.ofHours(3));
        assertThat(RetrySchedule.delayAfter(1, 0.5, Optional.of(Duration.ofDays(9))))
                .contains(Duration.ofHours(24));
        assertThat(RetrySchedule.delayAfter(4, 0.5, Optional.of(Duration.ofSeconds(1))))
                .contains(Duration.ofHours(2));
    }

    @Test
    void readsSecondsAndDatesAndNothingElse() {
        assertThat(RetryAfter.parse("120", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Wed, 25 Nov 2026 11:00:00 GMT", NOW)).contains(Duration.ofHours(1));
        assertThat(RetryAfter.parse("Wed, 25 Nov 2026 09:00:00 GMT", NOW)).isEmpty();
        assertThat(RetryAfter.parse("-1", NOW)).isEmpty();
        assertThat(RetryAfter.parse("99999999999", NOW)).isEmpty();
        assertThat(RetryAfter.parse("soon", NOW)).isEmpty();
    }

    private static Duration total(double chance) {
        return IntStream.rangeClosed(1, 9)
                .mapToObj(tries -> RetrySchedule.delayAfter(tries, chance, Optional.empty())
                        .orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
