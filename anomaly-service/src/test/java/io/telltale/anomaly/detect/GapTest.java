package io.telltale.anomaly.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a sensor that says 20 to 24 every ten seconds, and then nothing for a while. */
class GapTest {

    private static final long SECOND = 1_000_000;
    private static final long USUAL = 10 * SECOND;
    private static final int LEARNED = 1000;

    private final Random random = new Random(1);
    private final Assessment out = new Assessment();
    private final SeriesDetector detector = new SeriesDetector();
    private long now;

    @ParameterizedTest
    @CsvSource({
        "140, no reading for 2 min; usually every 10 s",
        "840, no reading for 14 min; usually every 10 s",
        "9000, no reading for 3 h; usually every 10 s",
        "500000, no reading for 6 days; usually every 10 s"
    })
    void tellsOfASilenceWhenReadingsComeBack(long seconds, String reason) {
        learn();
        score(seconds * SECOND, 22);
        assertThat(out.score()).isGreaterThan(0.5);
        assertThat(out.detector()).isEqualTo(Detector.GAP);
        assertThat(out.reason(22)).isEqualTo(reason);
        assertThat(out.expectedLow()).isEqualTo(out.usualLow()).isBetween(19.0, 20.5);
        assertThat(out.expectedHigh()).isEqualTo(out.usualHigh()).isBetween(23.5, 25.0);
    }

    @Test
    void tellsOfLongerSilencesMore() {
        learn();
        byte[] learned = detector.toBytes();
        double before = 0;
        for (long seconds = 140; seconds < 1_000_000; seconds *= 2) {
            SeriesDetector.of(learned).observe(now + seconds * SECOND, 22, out);
            assertThat(out.score()).isBetween(before, 1.0);
            before = out.score();
        }
    }

    @Test
    void aFewReadingsThatAreMissingAreNoSilence() {
        learn();
        assertThat(score(6 * USUAL, 22)).isLessThan(0.5);
    }

    @Test
    void whatComesBackHotIsToldAsHot() {
        learn();
        assertThat(score(600 * SECOND, 95)).isGreaterThan(0.9);
        assertThat(out.detector()).isEqualTo(Detector.RANGE_BREAK);
    }

    @Test
    void aSilenceHidesNothingThatFollows() {
        learn();
        SeriesDetector deaf = SeriesDetector.of(detector.toBytes());
        int off = Policy.bits(List.of(Detector.GAP.label()));
        Assessment ofDeaf = new Assessment();
        assertThat(score(86_400 * SECOND, 22)).isGreaterThan(0.9);
        deaf.observe(now, 22, off, ofDeaf);
        assertThat(ofDeaf.score()).isLessThan(0.5);
        for (int i = 0; i < 200; i++) {
            double value = i == 50 ? 30 : usual();
            score(USUAL, value);
            deaf.observe(now, value, off, ofDeaf);
            assertThat(out.score()).isEqualTo(ofDeaf.score());
            assertThat(out.score() > 0.9).isEqualTo(i == 50);
        }
    }

    @Test
    void aSensorThatIsOftenSilentMayBeSo() {
        int told = 0;
        for (int i = 0; i < 20_000; i++) {
            score((random.nextInt(40) == 0 ? 20 + random.nextInt(40) : 1) * USUAL, usual());
            told += out.score() >= 0.5 && out.detector() == Detector.GAP ? 1 : 0;
        }
        assertThat(told).isLessThanOrEqualTo(2);
    }

    @Test
    void aSensorThatIsSilentOnceADayIsToldEachDay() {
        learn();
        for (int day = 0; day < 5; day++) {
            assertThat(score(1200 * SECOND, usual())).isGreaterThan(0.5);
            for (int i = 0; i < 8640; i++) {
                score(USUAL, usual());
                assertThat(out.detector() == Detector.GAP && out.score() >= 0.5).isFalse();
            }
        }
    }

    @Test
    void ofASensorHardlyKnownNothingIsTold() {
        for (int i = 0; i < 100; i++) {
            score(USUAL, usual());
        }
        assertThat(score(86_400 * SECOND, 22)).isZero();
    }

    private void learn() {
        for (int i = 0; i < LEARNED; i++) {
            score(USUAL, usual());
        }
    }

    private double usual() {
        return 20 + random.nextInt(41) / 10.0;
    }

    private double score(long after, double value) {
        now += after;
        detector.observe(now, value, out);
        return out.score();
    }
}
