package io.telltale.anomaly.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Floors for what is found of faults put into 40 series of nine days, one reading a minute, daily rhythm and noise. */
class InjectedFaultsTest {

    private static final long MINUTE = 60_000_000;
    private static final int DAY = 1440;
    private static final int BEGIN = 8 * DAY + 600;
    private static final int LASTS = 240;
    private static final int SERIES = 40;

    /** A fault, how many of the 40 series have to tell it, and within how many readings at the median. */
    enum Fault {
        SPIKE(i -> i == 0 ? 12 : 0, 38, 1),
        LEVEL_SHIFT(i -> 6, 38, 30),
        DRIFT(i -> i * 8.0 / LASTS, 30, 240),
        NOISE_BURST(i -> Double.NaN, 38, 60),
        STUCK(i -> Double.NEGATIVE_INFINITY, 38, 60);

        private final DoubleUnaryOperator added;
        private final int found;
        private final int within;

        Fault(DoubleUnaryOperator added, int found, int within) {
            this.added = added;
            this.found = found;
            this.within = within;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void tellsTheFaultSoonAndLittleElse(Fault fault) {
        int found = 0;
        int soon = 0;
        int falseAlarms = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            int first = -1;
            Random random = new Random(seed);
            SeriesDetector detector = new SeriesDetector();
            Assessment assessment = new Assessment();
            double stuck = 0;
            for (int i = 0; i < BEGIN + LASTS; i++) {
                double noise = random.nextGaussian() * 0.5;
                double value = 20 + 4 * Math.sin(2 * Math.PI * i / DAY) + noise;
                double added = i < BEGIN ? 0 : fault.added.applyAsDouble(i - BEGIN);
                if (added == Double.NEGATIVE_INFINITY) {
                    value = stuck;
                } else if (Double.isNaN(added)) {
                    value += noise * 5;
                } else {
                    value += added;
                    stuck = value;
                }
                detector.observe(i * MINUTE, value, assessment);
                if (assessment.score() >= 0.5) {
                    if (i < BEGIN) {
                        falseAlarms++;
                    } else if (first < 0) {
                        first = i - BEGIN;
                    }
                }
            }
            found += first >= 0 ? 1 : 0;
            soon += first >= 0 && first < fault.within ? 1 : 0;
        }
        assertThat(found).as("found of %d", SERIES).isGreaterThanOrEqualTo(fault.found);
        assertThat(soon).as("found within %d", fault.within).isGreaterThanOrEqualTo(SERIES / 2);
        assertThat(falseAlarms * 10_000.0 / (SERIES * (double) BEGIN))
                .as("false alarms in 10,000 readings")
                .isLessThanOrEqualTo(2);
    }
}
