package io.telltale.anomaly.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every series, on random ones with spikes, shifts, stuck stretches, gaps, repeats and late readings, over four weeks. */
class DetectionPropertiesTest {

    private static final long MINUTE = 60_000_000;
    private static final long DAY = 1440 * MINUTE;
    private static final int READINGS = 6000;
    /** Means are kept as floats, and a deviation of nearly nothing is a ratio of small numbers. */
    private static final double ROUNDING = 5e-4;

    private record Timed(long micros, double value) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aSnapshotAtAnyPointGivesTheSameScores(long seed) {
        List<Timed> series = series(seed);
        SeriesDetector detector = new SeriesDetector();
        Random random = new Random(seed);
        Assessment assessment = new Assessment();
        List<Double> scores = new ArrayList<>();
        for (Timed reading : series) {
            if (random.nextInt(50) == 0) {
                detector = SeriesDetector.of(detector.toBytes());
            }
            detector.observe(reading.micros(), reading.value(), assessment);
            scores.add(assessment.score());
        }
        assertThat(scores).isEqualTo(scores(series)).anyMatch(score -> score > 0.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rowsAddedLaterChangeNoEarlierScore(long seed) {
        List<Timed> series = series(seed);
        for (int cut : new int[] {500, 2999, 5500}) {
            assertThat(scores(series.subList(0, cut))).isEqualTo(scores(series).subList(0, cut));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.8, 32",
        "2, 1.8, 32",
        "3, 1.8, 32",
        "4, 0.5555555555, 255.37",
        "5, -1, 0",
        "6, 1000, 0",
        "7, 1, -40",
        "1, 1, 273.15",
        "2, 0.01, 1000",
        "3, -0.01, 5000"
    })
    void theUnitDoesNotMatter(long seed, double factor, double offset) {
        List<Timed> series = series(seed);
        List<Timed> other = series.stream()
                .map(r -> new Timed(r.micros(), r.value() * factor + offset))
                .toList();
        List<Double> expected = scores(series);
        List<Double> actual = scores(other);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as("row %d", i).isCloseTo(expected.get(i), within(ROUNDING));
        }
        assertThat(expected).anyMatch(score -> score > 0.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void repeatedAndLateReadingsChangeNoOtherScore(long seed) {
        List<Timed> series = series(seed);
        Random random = new Random(seed);
        SeriesDetector detector = new SeriesDetector();
        Assessment assessment = new Assessment();
        List<Double> scores = new ArrayList<>();
        for (Timed reading : series) {
            detector.observe(reading.micros(), reading.value(), assessment);
            scores.add(assessment.score());
            detector.observe(reading.micros(), reading.value(), assessment);
            assertThat(assessment.score()).isZero();
            detector.observe(reading.micros() - 1 - random.nextInt(1_000_000), 1e6, assessment);
            assertThat(assessment.score()).isZero();
        }
        assertThat(scores).isEqualTo(scores(series));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatHappensAcrossAGapIsNoJump(long seed) {
        Random random = new Random(seed);
        SeriesDetector detector = new SeriesDetector();
        Assessment assessment = new Assessment();
        for (int i = 0; i < 3 * 1440; i++) {
            detector.observe(i * MINUTE, slow(i * MINUTE) + random.nextGaussian() * 0.05, assessment);
        }
        SeriesDetector same = SeriesDetector.of(detector.toBytes());
        detector.observe(3 * DAY, 24, assessment);
        double next = assessment.score();
        same.observe(4 * DAY, 24, Policy.bits(List.of(Detector.GAP.label())), assessment);
        assertThat(assessment.score()).isLessThan(next);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 901, 1024})
    void aStateOfAnotherVersionBeginsAnew(int length) {
        byte[] foreign = new byte[length];
        Arrays.fill(foreign, (byte) 1);
        assertThat(SeriesDetector.of(foreign).toBytes()).isEqualTo(new SeriesDetector().toBytes());
        byte[] older = new SeriesDetector().toBytes();
        older[0]--;
        older[50] = 77;
        assertThat(SeriesDetector.of(older).toBytes()).isEqualTo(new SeriesDetector().toBytes());
    }

    private static double slow(long micros) {
        return 20 + 8 * Math.sin(2 * Math.PI * micros / DAY);
    }

    private static List<Timed> series(long seed) {
        Random random = new Random(seed);
        List<Timed> series = new ArrayList<>();
        long micros = 1_780_000_000_000_000L;
        double shift = 0;
        double stuck = Double.NaN;
        for (int i = 0; i < READINGS; i++) {
            micros += random.nextInt(400) == 0 ? random.nextInt(300) * MINUTE : (4 + random.nextInt(4)) * MINUTE;
            shift += random.nextInt(1500) == 0 ? random.nextGaussian() * 5 : 0;
            double weekend = micros / DAY % 7 >= 5 ? 12 : 0;
            double value =
                    slow(micros) + weekend + shift + random.nextGaussian() * (random.nextInt(500) == 0 ? 10 : 0.5);
            if (random.nextInt(900) == 0) {
                stuck = value;
            } else if (random.nextInt(60) == 0) {
                stuck = Double.NaN;
            }
            series.add(new Timed(micros, Double.isNaN(stuck) ? value : stuck));
        }
        return series;
    }

    private static List<Double> scores(List<Timed> series) {
        SeriesDetector detector = new SeriesDetector();
        Assessment assessment = new Assessment();
        List<Double> scores = new ArrayList<>();
        for (Timed reading : series) {
            detector.observe(reading.micros(), reading.value(), assessment);
            scores.add(assessment.score());
        }
        return scores;
    }
}
