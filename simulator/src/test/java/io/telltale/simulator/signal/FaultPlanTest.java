package io.telltale.simulator.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultPlanTest {

    private static final long START = 1_767_571_200_000_000L;
    private static final long SAMPLE = 2 * Day.SECOND;
    private static final Machine MACHINE = MachineKind.COLD_ROOM.make(1);

    @Test
    void anHourHasAsManyFaultsAsAskedForAndTheSameForTheSameSeed() {
        List<Fault> faults = faults(plan(4, FaultKind.values()), 100);

        assertThat(faults).hasSizeBetween(399, 401);
        assertThat(faults).isEqualTo(faults(plan(4, FaultKind.values()), 100));
    }

    @Test
    void everyKindStrikesAboutEquallyOftenAndSwitchesAreSpared() {
        List<Fault> faults = faults(plan(4, FaultKind.values()), 600);

        for (FaultKind kind : FaultKind.values()) {
            assertThat(faults.stream().filter(fault -> fault.kind() == kind).count())
                    .isBetween(330L, 470L);
        }
        assertThat(faults)
                .noneMatch(fault -> MACHINE.metrics().get(fault.metric()).flag());
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatWasSelectedStrikesAndLastsAtLeastTwoReadings(FaultKind kind) {
        List<Fault> faults = faults(plan(1, kind), 50);

        assertThat(faults).isNotEmpty().allMatch(fault -> fault.kind() == kind);
        assertThat(faults).allMatch(fault -> fault.to() - fault.from() >= 2 * SAMPLE);
    }

    @Test
    void aPlanWithoutKindsIsAlwaysWell() {
        assertThat(faults(plan(4), 100)).isEmpty();
    }

    @Test
    void aRateThatLeavesNoHealthyTimeIsRefused() {
        assertThatThrownBy(() -> plan(31, FaultKind.SPIKE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("faults an hour must be more than 0 and at most 30.0");
    }

    @Test
    void aDriftBeginsAtTheHealthyValueAndEndsAtItsSize() {
        Fault drift = new Fault(FaultKind.DRIFT, 1, 0, START, START + Day.HOUR, 10);

        assertThat(offset(drift, START)).isZero();
        assertThat(offset(drift, START + Day.HOUR / 2)).isCloseTo(5 * 0.35, within(1e-9));
        assertThat(offset(drift, START + Day.HOUR)).isCloseTo(10 * 0.35, within(1e-9));
    }

    @Test
    void spikesAndLevelShiftsAreOffByTheirSize() {
        assertThat(offset(new Fault(FaultKind.SPIKE, 1, 0, START, START + SAMPLE, -12), START))
                .isCloseTo(-12 * 0.35, within(1e-9));
        assertThat(offset(new Fault(FaultKind.LEVEL_SHIFT, 1, 0, START, START + Day.HOUR, 8), START + Day.MINUTE))
                .isCloseTo(8 * 0.35, within(1e-9));
    }

    @Test
    void aStuckSensorRepeatsItsFirstValueAndASilentOneSaysNothing() {
        Fault stuck = new Fault(FaultKind.STUCK, 1, 0, START, START + Day.HOUR, 0);
        Fault silent = new Fault(FaultKind.DROPOUT, 1, 0, START, START + Day.HOUR, 0);

        assertThat(stuck.distort(MACHINE, START + Day.MINUTE)).hasValue(MACHINE.value(0, START));
        assertThat(silent.distort(MACHINE, START + Day.MINUTE)).isEmpty();
    }

    @Test
    void aNoiseBurstShakesByItsSizeWithoutMovingTheMean() {
        Fault burst = new Fault(FaultKind.NOISE_BURST, 1, 0, START, START + Day.HOUR, 6);
        double[] offsets = LongStream.range(0, 20_000)
                .mapToDouble(i -> offset(burst, START + i * 1000))
                .toArray();
        double mean = LongStream.range(0, 20_000)
                .mapToDouble(i -> offsets[(int) i])
                .average()
                .orElseThrow();
        double square = LongStream.range(0, 20_000)
                .mapToDouble(i -> offsets[(int) i] * offsets[(int) i])
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(0, within(0.1));
        assertThat(Math.sqrt(square)).isCloseTo(6 * 0.35, within(0.05));
    }

    private static double offset(Fault fault, long micros) {
        OptionalDouble value = fault.distort(MACHINE, micros);
        return value.orElseThrow() - MACHINE.value(fault.metric(), micros);
    }

    private static FaultPlan plan(double perHour, FaultKind... kinds) {
        Set<FaultKind> set = EnumSet.noneOf(FaultKind.class);
        set.addAll(List.of(kinds));
        return new FaultPlan(MACHINE, 1, set, perHour, SAMPLE);
    }

    private static List<Fault> faults(FaultPlan plan, int hours) {
        Set<Fault> seen = new LinkedHashSet<>();
        for (long micros = START; micros < START + hours * Day.HOUR; micros += SAMPLE) {
            plan.at(micros).ifPresent(seen::add);
        }
        return List.copyOf(seen);
    }
}
