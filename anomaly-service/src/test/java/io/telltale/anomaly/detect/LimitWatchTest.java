package io.telltale.anomaly.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitWatchTest {

    private static final long MINUTE = 60_000_000L;
    private static final long T = 3 * 60 * MINUTE + 10 * MINUTE;
    private static final Policy BOTH = new Policy(0, -40, 85, "°C");

    private final Assessment out = new Assessment();
    private final SeriesDetector detector = new SeriesDetector();
    private final LimitWatch watch = new LimitWatch();

    @Test
    void aLimitBelongsToWhatCanBeMeasured() {
        assertThat(BOTH.beyond(85)).isFalse();
        assertThat(BOTH.beyond(-40)).isFalse();
        assertThat(BOTH.beyond(85.01)).isTrue();
        assertThat(BOTH.beyond(-40.01)).isTrue();
        assertThat(Policy.STANDARD.beyond(Double.MAX_VALUE)).isFalse();
    }

    @Test
    void theFirstReadingOfAllMayBeFound() {
        watch.observe(T, 120, BOTH, detector, out);

        assertThat(out.score()).isEqualTo(1);
        assertThat(out.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(out.detector()).isEqualTo(Detector.LIMIT);
        assertThat(out.expectedLow()).isEqualTo(-40);
        assertThat(out.expectedHigh()).isEqualTo(85);
        assertThat(out.reason(120, "°C")).isEqualTo("120 °C at 03:10, above the highest this sensor can measure, 85");
    }

    @Test
    void belowTheLowestIsSaidSo() {
        watch.observe(T, -127, BOTH, detector, out);
        assertThat(out.reason(-127, "")).isEqualTo("-127 at 03:10, below the lowest this sensor can measure, -40");
    }

    @Test
    void theSideWithoutALimitShowsWhatWasSeen() {
        Policy high = new Policy(0, Double.NEGATIVE_INFINITY, 85, "");
        watch.observe(T, 120, high, detector, out);
        assertThat(out.expectedLow()).as("nothing was seen yet").isEqualTo(85);
        assertThat(out.expectedHigh()).isEqualTo(85);

        detector.observe(T + MINUTE, 12, out);
        new LimitWatch().observe(T + 2 * MINUTE, 120, high, detector, out);
        assertThat(out.expectedLow()).isEqualTo(12);
        assertThat(out.expectedHigh()).isEqualTo(85);
    }

    @Test
    void anEpisodeIsFoundOnce() {
        assertThat(beyond(0)).isTrue();
        assertThat(beyond(1)).isFalse();
        assertThat(beyond(600)).as("it never came back").isFalse();
        watch.within();
        assertThat(beyond(602)).as("a flicker").isFalse();
        watch.within();
        assertThat(beyond(612)).as("calm for ten minutes").isFalse();
        watch.within();
        assertThat(beyond(623)).as("calm for more").isTrue();
    }

    @Test
    void whatIsOlderThanAnImpossibleValueIsLate() {
        beyond(5);
        assertThat(watch.late(T + 4 * MINUTE, false)).isTrue();
        assertThat(watch.late(T + 5 * MINUTE, true)).isTrue();
        assertThat(watch.late(T + 5 * MINUTE, false)).isFalse();
        assertThat(watch.late(T + 6 * MINUTE, true)).isFalse();
        assertThat(new LimitWatch().late(Long.MIN_VALUE + 1, true)).isFalse();
    }

    private boolean beyond(int minute) {
        watch.observe(T + minute * MINUTE, 120, BOTH, detector, out);
        return out.score() == 1;
    }
}
