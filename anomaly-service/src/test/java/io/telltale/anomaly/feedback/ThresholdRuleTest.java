package io.telltale.anomaly.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.anomaly.feedback.ThresholdRule.Move;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdRuleTest {

    private static final String DETECTOR = "range-break";
    private final ThresholdRule rule = new ThresholdRule(0.5);

    @Test
    void noiseLeadsToTheHundredthAboveItsScore() {
        assertThat(noise(0.5, 0.6164)).isEqualTo(new Move(0.62, "a finding of 0.616 is noise: up to just above it"));
        assertThat(noise(0.5, 0.62).to()).isEqualTo(0.63);
        assertThat(noise(0.5, 0.57).to()).isEqualTo(0.58);
        assertThat(noise(0.3, 0.35).to()).isEqualTo(0.36);
    }

    @Test
    void noiseHidesNothingThatIsGlaring() {
        assertThat(noise(0.9, 0.99))
                .isEqualTo(new Move(0.95, "a finding of 0.99 is noise: up by 0.05, the most at once"));
        assertThat(noise(0.95, 0.99))
                .isEqualTo(new Move(0.95, "a finding of 0.99 is noise; the threshold is the highest"));
    }

    @Test
    void noiseLeadsNoFurtherThanAStep() {
        assertThat(noise(0.5, 0.99))
                .isEqualTo(new Move(0.65, "a finding of 0.99 is noise: up by 0.15, the most at once"));
        assertThat(noise(0.5, 0.6499).to()).isEqualTo(0.65);
        assertThat(new ThresholdRule(0.505)
                        .next(0.505, Verdict.NOISE, 0.9, DETECTOR)
                        .to())
                .isEqualTo(0.65);
    }

    @Test
    void noiseBelowTheThresholdMovesNothing() {
        assertThat(noise(0.72, 0.6))
                .isEqualTo(new Move(0.72, "a finding of 0.6 is noise, and below the threshold already"));
    }

    @Test
    void rightLeadsHalfwayBackToTheStandard() {
        assertThat(right(0.72, 0.8))
                .isEqualTo(new Move(0.61, "a finding of 0.8 is right: halfway back to the standard of 0.5"));
        assertThat(right(0.61, 0.8).to()).isEqualTo(0.55);
        assertThat(right(0.51, 0.8).to()).isEqualTo(0.5);
    }

    @Test
    void rightThatWasNearlyMissedLeadsALittleDownButNotBelowTheLowest() {
        assertThat(right(0.5, 0.54))
                .isEqualTo(new Move(0.45, "a finding of 0.54 is right and was nearly missed: a little down"));
        assertThat(right(0.32, 0.35).to()).isEqualTo(0.3);
        assertThat(right(0.3, 0.34))
                .isEqualTo(new Move(0.3, "a finding of 0.34 is right; the threshold is the lowest"));
    }

    @Test
    void rightThatIsPlainMovesNothing() {
        assertThat(right(0.5, 0.9))
                .isEqualTo(new Move(0.5, "a finding of 0.9 is right, and so far above the threshold that it stays"));
    }

    @Test
    void physicalLimitsHaveNoThreshold() {
        assertThat(rule.next(0.6, Verdict.NOISE, 1, "limit"))
                .isEqualTo(
                        new Move(
                                0.6,
                                "a finding of 1 is noise; physical limits are set in the device's profile, no threshold applies"));
    }

    @Test
    void staysBetweenTheLowestAndTheHighestWhateverIsSaid() {
        for (double standard : new double[] {0.1, 0.25, 0.5, 0.505, 0.8, 1}) {
            ThresholdRule any = new ThresholdRule(standard);
            Random random = new Random((long) (standard * 1000));
            double threshold = standard;
            for (int i = 0; i < 10_000; i++) {
                Verdict verdict = random.nextBoolean() ? Verdict.NOISE : Verdict.RIGHT;
                double score = random.nextDouble();
                double before = threshold;
                threshold = any.next(before, verdict, score, DETECTOR).to();
                assertThat(threshold).isBetween(Math.min(0.3, standard), Math.max(0.95, standard));
                if (verdict == Verdict.NOISE) {
                    assertThat(threshold).isGreaterThanOrEqualTo(before);
                    assertThat(threshold - before).isLessThan(0.1501);
                    assertThat(threshold > score || threshold >= 0.95 || threshold - before > 0.1399)
                            .isTrue();
                } else {
                    assertThat(threshold).isLessThanOrEqualTo(before);
                }
            }
        }
    }

    private Move noise(double threshold, double score) {
        return rule.next(threshold, Verdict.NOISE, score, DETECTOR);
    }

    private Move right(double threshold, double score) {
        return rule.next(threshold, Verdict.RIGHT, score, DETECTOR);
    }
}
