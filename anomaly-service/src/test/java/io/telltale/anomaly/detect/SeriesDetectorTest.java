package io.telltale.anomaly.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesDetectorTest {

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 24 * 60 * MINUTE;

    private final SeriesDetector detector = new SeriesDetector();
    private final Assessment assessment = new Assessment();

    @Test
    void staysQuietOnNoise() {
        Random random = new Random(1);
        int reported = 0;
        for (int i = 0; i < 100_000; i++) {
            reported += score(i * MINUTE, 20 + random.nextGaussian()) >= 0.5 ? 1 : 0;
        }
        assertThat(reported).isLessThanOrEqualTo(20);
    }

    @Test
    void findsASpikeAndSaysWhy() {
        Random random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            score(i * SECOND, 20 + random.nextInt(41) / 10.0);
        }
        assertThat(score(1001 * SECOND, 95)).isGreaterThan(0.99);
        assertThat(assessment.detector()).isEqualTo(Detector.RANGE_BREAK);
        assertThat(assessment.expectedLow()).isEqualTo(20);
        assertThat(assessment.expectedHigh()).isEqualTo(24);
        assertThat(assessment.reason(95)).isEqualTo("95 is above everything seen before (20 to 24)");
    }

    @Test
    void findsAUsualValueAtAnUnusualTimeOfDay() {
        Random random = new Random(3);
        for (long t = 0; t < 10 * DAY; t += 5 * MINUTE) {
            score(t, daily(t) + random.nextGaussian() * 0.2);
        }
        long night = 10 * DAY + 3 * 60 * MINUTE;
        for (long t = 10 * DAY; t < night - 60 * MINUTE; t += 5 * MINUTE) {
            score(t, daily(t) + random.nextGaussian() * 0.2);
        }
        // after an hour of silence, so that it is no jump; of the silence itself nobody wants to hear
        detector.observe(night, 80, Policy.bit(Detector.GAP), assessment);
        assertThat(assessment.score()).isGreaterThan(0.45);
        assertThat(assessment.detector()).isEqualTo(Detector.TIME_OF_DAY);
        assertThat(assessment.expectedHigh()).isLessThan(70);
        assertThat(assessment.reason(80))
                .matches("80 at 03:00; between -?[0-9.]+ and [0-9.]+ at this hour on the last 8 days");
    }

    @Test
    void knowsAfterAFewWeeksThatSundaysAreQuiet() {
        Random random = new Random(6);
        long monday = 4 * DAY;
        int reported = 0;
        for (long t = 0; t < 35 * DAY; t += 10 * MINUTE) {
            boolean lately = t >= 21 * DAY;
            reported += score(monday + t, weekly(t) + random.nextGaussian()) >= 0.5 && lately ? 1 : 0;
        }
        assertThat(reported).as("findings in two ordinary weeks").isLessThanOrEqualTo(1);
        double highest = 0;
        for (long t = 35 * DAY; t < 36 * DAY; t += 10 * MINUTE) {
            highest = Math.max(highest, score(monday + t, weekly(t - DAY) + random.nextGaussian()));
        }
        assertThat(highest).as("a Monday like a Sunday").isGreaterThan(0.5);
    }

    @Test
    void saysOfEveryReadingWhatIsUsual() {
        Random random = new Random(7);
        int outside = 0;
        for (long t = 0; t < 6 * DAY; t += 5 * MINUTE) {
            double value = daily(t) + random.nextGaussian();
            score(t, value);
            if (t < 120 * 5 * MINUTE) {
                assertThat(assessment.usualLow()).isNaN();
                assertThat(assessment.usualHigh()).isNaN();
            } else if (t >= 4 * DAY) {
                assertThat(assessment.usualLow()).isBetween(daily(t) - 20, daily(t));
                assertThat(assessment.usualHigh()).isBetween(daily(t), daily(t) + 20);
                outside += value < assessment.usualLow() || value > assessment.usualHigh() ? 1 : 0;
            }
        }
        assertThat(outside).as("of 576").isLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9, 10, 11})
    void isAsCalmWhenReadingsComeFast(long seed) {
        Random random = new Random(seed);
        int reported = 0;
        for (int i = 0; i < 90_000; i++) {
            double value = 20 + 4 * Math.sin(2 * Math.PI * (i * 2 * SECOND % DAY) / DAY) + random.nextGaussian() / 2;
            reported += score(i * 2 * SECOND, value) >= 0.5 ? 1 : 0;
        }
        assertThat(reported)
                .as("in 50 hours, by time; by count it would be about 12")
                .isLessThanOrEqualTo(8);
    }

    @Test
    void reportsAnEpisodeOnce() {
        Random random = new Random(4);
        for (int i = 0; i < 1000; i++) {
            score(i * SECOND, 20 + random.nextGaussian());
        }
        int reported = 0;
        for (int i = 1000; i < 1050; i++) {
            reported += score(i * SECOND, 60) >= 0.7 ? 1 : 0;
        }
        assertThat(reported).isEqualTo(1);
    }

    @Test
    void saysNothingBeforeItHasSeenEnough() {
        double highest = 0;
        for (int i = 0; i < 120; i++) {
            highest = Math.max(highest, score(i * SECOND, i % 50 == 0 ? 1e6 : i % 7));
        }
        assertThat(highest).isZero();
    }

    @Test
    void isNotUpsetByAFlatSeriesThatMovesALittle() {
        for (int i = 0; i < 1000; i++) {
            score(i * SECOND, 45);
        }
        assertThat(score(1000 * SECOND, 45.01)).isLessThan(0.7);
        assertThat(score(1001 * SECOND, 90)).isGreaterThan(0.9);
    }

    @Test
    void neitherScoresNorLearnsLateReadings() {
        for (int i = 0; i < 1000; i++) {
            score(i * SECOND, i % 10);
        }
        byte[] before = detector.toBytes();
        assertThat(detector.late(500 * SECOND, 1e9)).isTrue();
        assertThat(score(500 * SECOND, 1e9)).isZero();
        assertThat(score(999 * SECOND, 9)).isZero();
        assertThat(detector.toBytes()).isEqualTo(before);
        assertThat(detector.late(999 * SECOND, 8)).isFalse();
    }

    @Test
    void goesOnFromASavedStateAsIfNothingHadHappened() {
        Random random = new Random(5);
        List<Double> straight = new ArrayList<>();
        List<Double> resumed = new ArrayList<>();
        SeriesDetector other = new SeriesDetector();
        Assessment ofOther = new Assessment();
        for (int i = 0; i < 5000; i++) {
            double value = random.nextGaussian() * (i % 911 == 0 ? 30 : 1);
            straight.add(score(i * MINUTE, value));
            other = SeriesDetector.of(other.toBytes());
            other.observe(i * MINUTE, value, ofOther);
            resumed.add(ofOther.score());
        }
        assertThat(resumed).isEqualTo(straight);
        assertThat(straight).anyMatch(score -> score > 0.9);
    }

    @Test
    void keepsItsStateBelowAKibibyteAndBeginsAnewFromAForeignOne() {
        assertThat(SeriesDetector.BYTES).isLessThanOrEqualTo(1024);
        assertThat(detector.toBytes()).hasSize(SeriesDetector.BYTES);
        assertThat(SeriesDetector.of(new byte[3]).toBytes()).isEqualTo(new SeriesDetector().toBytes());
    }

    @Test
    void survivesTheLargestAndSmallestNumbers() {
        double[] values = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0, -0.0, 1e-300};
        for (int i = 0; i < 3000; i++) {
            assertThat(score(i * SECOND, values[i % values.length])).isBetween(0.0, 1.0);
        }
    }

    private double score(long micros, double value) {
        detector.observe(micros, value, assessment);
        return assessment.score();
    }

    /** Busy by day, except on the sixth and seventh day. */
    private static double weekly(long micros) {
        boolean weekend = micros / DAY % 7 >= 5;
        return 20 + (weekend ? 10 : 40) * Math.max(0, -Math.cos(2 * Math.PI * (micros % DAY) / DAY));
    }

    private static double daily(long micros) {
        return 60 - 40 * Math.cos(2 * Math.PI * (micros % DAY) / DAY);
    }
}
