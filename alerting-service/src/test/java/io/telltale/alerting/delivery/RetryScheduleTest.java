package io.telltale.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final List<Duration> DELAYS = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5));

    @Test
    void eachFailureWaitsLongerUntilTheLast() {
        RetrySchedule schedule = new RetrySchedule(DELAYS, 0, new Random(1));
        assertThat(schedule.after(1)).contains(Duration.ofSeconds(5));
        assertThat(schedule.after(2)).contains(Duration.ofMinutes(5));
        assertThat(schedule.after(3)).isEmpty();
    }

    @Test
    void jitterSpreadsWithinItsShare() {
        RetrySchedule schedule = new RetrySchedule(DELAYS, 0.2, new Random(1));
        long distinct = IntStream.range(0, 100)
                .mapToObj(i -> schedule.after(1).orElseThrow())
                .peek(delay -> assertThat(delay).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6)))
                .distinct()
                .count();
        assertThat(distinct).isGreaterThan(50);
    }
}
