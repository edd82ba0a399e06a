package io.telltale.simulator.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MachineTest {

    /** 2026-01-05T00:00:00Z, a Monday. */
    private static final long MIDNIGHT = 1_767_571_200_000_000L;

    private static final int TEMPERATURE = 0;

    @ParameterizedTest
    @EnumSource
    void oneSeedIsOneMachineInWhateverOrderItIsAsked(MachineKind kind) {
        Machine one = kind.make(7);
        Machine same = kind.make(7);
        for (int metric = 0; metric < kind.metrics().size(); metric++) {
            double later = one.value(metric, MIDNIGHT + Day.HOUR);
            assertThat(same.value(metric, MIDNIGHT)).isEqualTo(one.value(metric, MIDNIGHT));
            assertThat(same.value(metric, MIDNIGHT + Day.HOUR)).isEqualTo(later);
        }
    }

    @ParameterizedTest
    @EnumSource
    void machinesOfAKindHaveTheirOwnPersonality(MachineKind kind) {
        assertThat(mean(kind.make(1), TEMPERATURE)).isNotCloseTo(mean(kind.make(2), TEMPERATURE), within(0.01));
    }

    @ParameterizedTest
    @EnumSource
    void aHealthyMachineStaysWithinWhatItsProfileCallsPlausible(MachineKind kind) {
        for (int seed = 0; seed < 5; seed++) {
            Machine machine = kind.make(seed);
            for (int metric = 0; metric < kind.metrics().size(); metric++) {
                Metric rules = kind.metrics().get(metric);
                assertThat(Arrays.stream(day(machine, metric)))
                        .allMatch(value -> value >= rules.min() && value <= rules.max());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingsSecondsApartDifferByLessThanAFaultWould(MachineKind kind) {
        Machine machine = kind.make(3);
        for (int metric = 0; metric < kind.metrics().size(); metric++) {
            if (!kind.metrics().get(metric).flag()
                    && !kind.metrics().get(metric).name().equals("power")) {
                double spread = kind.metrics().get(metric).spread();
                int current = metric;
                double[] steps = LongStream.range(0, 5_000)
                        .mapToDouble(i -> machine.value(current, MIDNIGHT + (i + 1) * 2 * Day.SECOND)
                                - machine.value(current, MIDNIGHT + i * 2 * Day.SECOND))
                        .toArray();
                assertThat(deviation(steps)).isBetween(0.05 * spread, 1.5 * spread);
            }
        }
    }

    @Test
    void aPumpWorksByDayAndItsTemperatureFollowsItsPower() {
        Machine pump = MachineKind.PUMP.make(11);
        int power = 3;

        assertThat(pump.value(power, MIDNIGHT + 13 * Day.HOUR))
                .isGreaterThan(2 * pump.value(power, MIDNIGHT + 2 * Day.HOUR));
        assertThat(correlation(day(pump, TEMPERATURE), day(pump, power))).isGreaterThan(0.9);
        assertThat(correlation(day(pump, 1), day(pump, power))).isGreaterThan(0.9);
    }

    @Test
    void theAirOfAHallIsTheDrierTheWarmer() {
        Machine hall = MachineKind.HALL.make(11);

        assertThat(correlation(day(hall, TEMPERATURE), day(hall, 1))).isLessThan(-0.9);
    }

    @Test
    void aColdRoomIsWarmerWhileItsDoorIsOpenAndTheDoorOpensMostlyByDay() {
        Machine room = MachineKind.COLD_ROOM.make(5);
        long[] open = LongStream.range(0, 5 * Day.LENGTH / (10 * Day.SECOND))
                .map(i -> MIDNIGHT + i * 10 * Day.SECOND)
                .filter(micros -> room.value(2, micros) == 1)
                .toArray();
        double whileOpen = Arrays.stream(open)
                .mapToDouble(micros -> room.value(TEMPERATURE, micros))
                .average()
                .orElseThrow();
        long byDay =
                Arrays.stream(open).filter(micros -> Day.work(micros) > 0.5).count();

        assertThat(whileOpen).isGreaterThan(mean(room, TEMPERATURE) + 0.3);
        assertThat((double) byDay / open.length).isGreaterThan(0.8);
    }

    @Test
    void noiseIsStandardNormalAndUncorrelated() {
        double[] noise = LongStream.range(0, 100_000)
                .mapToDouble(i -> Noise.gaussian(1, i))
                .toArray();
        double[] next = LongStream.range(1, 100_001)
                .mapToDouble(i -> Noise.gaussian(1, i))
                .toArray();
        double[] other = LongStream.range(0, 100_000)
                .mapToDouble(i -> Noise.gaussian(2, i))
                .toArray();

        assertThat(Arrays.stream(noise).average().orElseThrow()).isCloseTo(0, within(0.015));
        assertThat(deviation(noise)).isCloseTo(1, within(0.015));
        assertThat(correlation(noise, next)).isCloseTo(0, within(0.015));
        assertThat(correlation(noise, other)).isCloseTo(0, within(0.015));
    }

    private static double[] day(Machine machine, int metric) {
        return LongStream.range(0, 24 * 60)
                .mapToDouble(minute -> machine.value(metric, MIDNIGHT + minute * Day.MINUTE))
                .toArray();
    }

    private static double mean(Machine machine, int metric) {
        return Arrays.stream(day(machine, metric)).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        return Math.sqrt(covariance(values, values));
    }

    private static double correlation(double[] a, double[] b) {
        return covariance(a, b) / deviation(a) / deviation(b);
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum / a.length;
    }
}
