package io.telltale.simulator.detection;

import io.telltale.simulator.signal.FaultKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that is measured, once a JVM; some ten seconds on two cores.
 *
 * @param plan of the standard trial
 * @param series in it
 * @param bySize quality per share of the size and kind; 1 is a fleet's own size
 * @param mixed all kinds at once, as a fleet suffers them
 * @param healthy the same fleet without a fault
 * @param byChance quality for faults of every kind that have no size at all
 * @param byRate quality at full size per faults an hour of a machine
 * @param byStep quality at full size per seconds between two readings
 */
record FaultMeasurements(
        FaultTrial.Plan plan,
        int series,
        Map<Double, Map<FaultKind, Quality>> bySize,
        Quality mixed,
        Quality healthy,
        Quality byChance,
        Map<Double, Map<FaultKind, Quality>> byRate,
        Map<Long, Map<FaultKind, Quality>> byStep) {

    static final List<Double> SIZES = List.of(1.0, 0.5, 0.25);

    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final long MONDAY = Instant.parse("2026-01-12T00:00:00Z").getEpochSecond() * SECOND;
    private static final long STEP = 10;
    private static final double RATE = 0.25;
    private static final int MACHINES = 16;

    private static final class Once {
        private static final FaultMeasurements MEASURED = measure();
    }

    /** What was measured. */
    static FaultMeasurements measured() {
        return Once.MEASURED;
    }

    /** The kinds at a fleet's own size in the standard trial. */
    Map<FaultKind, Quality> standard() {
        return bySize.get(1.0);
    }

    private static FaultMeasurements measure() {
        FaultTrial.Plan plan = plan(MACHINES, 7, 3, STEP, RATE);
        FaultTrial standard = new FaultTrial(plan);
        Map<Double, Map<FaultKind, Quality>> bySize = new TreeMap<>();
        SIZES.forEach(share -> bySize.put(share, eachKind(standard, share)));

        Map<Double, Map<FaultKind, Quality>> byRate = new TreeMap<>(Map.of(RATE, bySize.get(1.0)));
        List.of(0.1, 1.0).forEach(rate -> byRate.put(rate, eachKind(standard.often(rate), 1)));

        Map<Long, Map<FaultKind, Quality>> byStep = new TreeMap<>(Map.of(STEP, bySize.get(1.0)));
        byStep.put(2L, eachKind(new FaultTrial(plan(MACHINES / 4, 2, 2, 2, RATE)), 1));
        byStep.put(60L, eachKind(new FaultTrial(plan(MACHINES, 7, 3, 60, RATE)), 1));

        return new FaultMeasurements(
                plan,
                standard.series(),
                bySize,
                standard.suffer(EnumSet.allOf(FaultKind.class), 1),
                standard.suffer(EnumSet.noneOf(FaultKind.class), 1),
                Quality.all(eachKind(standard, 0)),
                byRate,
                byStep);
    }

    private static FaultTrial.Plan plan(int machines, int past, int lasts, long seconds, double rate) {
        return new FaultTrial.Plan(machines, 1, MONDAY, past * DAY, lasts * DAY, seconds * SECOND, rate);
    }

    private static Map<FaultKind, Quality> eachKind(FaultTrial trial, double share) {
        Map<FaultKind, Quality> qualities = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            qualities.put(kind, trial.suffer(Set.of(kind), share));
        }
        return qualities;
    }
}
