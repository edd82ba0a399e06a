package io.telltale.anomaly.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.events.Detectors;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyTest {

    private static final long SECOND = 1_000_000L;
    private static final int LEARNED = 600;

    private final Assessment out = new Assessment();

    @Test
    void aProfileMaySwitchOffEveryDetectorButTheLimits() {
        List<String> views = Arrays.stream(Detector.values())
                .filter(detector -> detector != Detector.LIMIT)
                .map(Detector::label)
                .toList();
        assertThat(Detectors.LABELS).containsAll(views).doesNotContain(Detectors.LIMIT);
        assertThat(Detector.LIMIT.label()).isEqualTo(Detectors.LIMIT);
        assertThat(Detector.values()).endsWith(Detector.LIMIT);
        assertThat(new Policy(Policy.bits(views), 0, 1, "").offLabels()).isEqualTo(views);
    }

    @Test
    void namesThatAreNoViewOfOneSeriesSwitchNothingOff() {
        assertThat(Policy.bits(List.of("peer-deviation", "unheard-of"))).isZero();
    }

    @Test
    void whatIsSwitchedOffFindsNothingAndTheOthersGoOnFinding() {
        assertThat(afterSpike(0)).isEqualTo(Detector.RANGE_BREAK);
        assertThat(out.score()).isGreaterThan(0.9);

        Detector next = afterSpike(Policy.bits(List.of("range-break")));
        assertThat(next).isNotEqualTo(Detector.RANGE_BREAK);
        assertThat(out.score()).isGreaterThan(0.5);

        afterSpike(Policy.bits(Detectors.LABELS));
        assertThat(out.score()).isZero();
    }

    /** Else a detector that is switched on again would find everything new. */
    @Test
    void whatIsSwitchedOffGoesOnLearning() {
        SeriesDetector on = learned(0);
        SeriesDetector off = learned(Policy.bits(Detectors.LABELS));
        on.observe(LEARNED * SECOND, 90, out);
        double score = out.score();
        String why = out.reason(90);
        off.observe(LEARNED * SECOND, 90, out);

        assertThat(out.score()).isEqualTo(score).isGreaterThan(0.9);
        assertThat(out.reason(90)).isEqualTo(why);
    }

    private Detector afterSpike(int off) {
        learned(off).observe(LEARNED * SECOND, 90, off, out);
        return out.detector();
    }

    /** Too quiet for any episode. */
    private SeriesDetector learned(int off) {
        SeriesDetector detector = new SeriesDetector();
        Random random = new Random(7);
        for (int i = 0; i < LEARNED; i++) {
            detector.observe(i * SECOND, 19 + random.nextInt(41) / 10.0, off, out);
            assertThat(out.score()).isLessThan(0.5);
        }
        return detector;
    }
}
