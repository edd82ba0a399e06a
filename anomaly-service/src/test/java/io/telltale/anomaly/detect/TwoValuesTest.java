package io.telltale.anomaly.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Of a door that is opened for a minute or two, by day more often than at night; a reading every ten seconds. */
class TwoValuesTest {

    private static final long STEP = 10_000_000;
    private static final int DAY = 8640;

    private final Random random = new Random(1);
    private final SeriesDetector detector = new SeriesDetector();
    private final Assessment out = new Assessment();
    private int reading;
    private int open;

    @Test
    void aDoorThatOpensAndClosesIsNoFindingEachTime() {
        List<Detector> told = live(10 * DAY);
        assertThat(told).hasSizeLessThanOrEqualTo(2).doesNotContain(Detector.TIME_OF_DAY, Detector.JUMP);
    }

    @Test
    void aDoorThatStaysOpenIsToldWithinTheHour() {
        live(5 * DAY);
        List<Detector> told = new ArrayList<>();
        for (int i = 0; i < 360; i++) {
            say(1, told);
        }
        assertThat(told).isNotEmpty().containsOnly(Detector.DRIFT);
    }

    @Test
    void aThirdValueIsToldAtOnceAndMakesItAnOrdinarySeries() {
        live(3 * DAY);
        List<Detector> told = new ArrayList<>();
        say(7, told);
        assertThat(told).containsExactly(Detector.RANGE_BREAK);

        TwoValues values = new TwoValues();
        assertThat(List.of(values.again(0), values.again(1), values.again(0), values.again(1)))
                .containsExactly(false, false, true, true);
        assertThat(List.of(values.again(7), values.again(0))).containsExactly(false, false);
    }

    /** What is told of that many readings. */
    private List<Detector> live(int readings) {
        List<Detector> told = new ArrayList<>();
        for (int i = 0; i < readings; i++) {
            boolean day = reading % DAY > DAY / 4 && reading % DAY < DAY * 3 / 4;
            if (open == 0 && random.nextInt(day ? 180 : 2000) == 0) {
                open = 3 + random.nextInt(9);
            }
            say(open > 0 ? 1 : 0, told);
            open = Math.max(0, open - 1);
        }
        return told;
    }

    private void say(double value, List<Detector> told) {
        detector.observe(reading++ * STEP, value, out);
        if (out.score() >= 0.5) {
            told.add(out.detector());
        }
    }
}
