package io.telltale.anomaly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AcceptedTimesTest {

    private static final long NOW = 1_772_366_400_000_000L;
    private static final long SECOND = 1_000_000;

    private final AcceptedTimes times = new AcceptedTimes(Duration.ofSeconds(100), Duration.ofSeconds(10));

    @Test
    void acceptsUpToTheLimits() {
        assertThat(times.accept(NOW - 100 * SECOND, NOW)).isTrue();
        assertThat(times.accept(NOW - 100 * SECOND - 1, NOW)).isFalse();
        assertThat(times.accept(NOW + 10 * SECOND, NOW)).isTrue();
        assertThat(times.accept(NOW + 10 * SECOND + 1, NOW)).isFalse();
    }

    @Test
    void isNotFooledByTimesThatOverflow() {
        assertThat(times.accept(Long.MIN_VALUE, NOW)).isFalse();
        assertThat(times.accept(Long.MAX_VALUE, NOW)).isFalse();
        assertThat(times.accept(Long.MAX_VALUE, -NOW)).isFalse();
    }
}
