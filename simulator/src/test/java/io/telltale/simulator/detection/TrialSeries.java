package io.telltale.simulator.detection;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.SeriesDetector;
import io.telltale.simulator.signal.Machine;
import io.telltale.simulator.signal.MachineKind;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One metric of one machine of the trial's fleet: what it says while all is well, and a detector that has seen a healthy
 * past of it.
 *
 * @param seed of the machine
 * @param metric index of the metric
 * @param from first moment of the trial, microseconds since the epoch
 * @param step between two readings
 * @param healthy the readings from then on, as a fleet publishes them
 * @param learned the detector's state at that moment
 */
record TrialSeries(Machine machine, long seed, int metric, long from, long step, double[] healthy, byte[] learned) {

    private static final double DIGITS = 1000;

    /** Every metric of every machine. */
    static List<TrialSeries> fleet(FaultTrial.Plan plan) {
        MachineKind[] kinds = MachineKind.values();
        return IntStream.range(0, plan.machines())
                .boxed()
                .flatMap(number -> IntStream.range(
                                0, kinds[number % kinds.length].metrics().size())
                        .mapToObj(metric -> new Place(number, metric)))
                .toList()
                .parallelStream()
                .map(place -> of(plan, kinds[place.number() % kinds.length], place))
                .toList();
    }

    private record Place(int number, int metric) {}

    private static TrialSeries of(FaultTrial.Plan plan, MachineKind kind, Place place) {
        long seed = MachineKind.seed(plan.seed(), place.number());
        Machine machine = kind.make(seed);
        SeriesDetector detector = new SeriesDetector();
        Assessment assessment = new Assessment();
        for (long micros = plan.from() - plan.past(); micros < plan.from(); micros += plan.step()) {
            detector.observe(micros, published(machine.value(place.metric(), micros)), assessment);
        }
        double[] healthy = new double[(int) (plan.lasts() / plan.step())];
        for (int i = 0; i < healthy.length; i++) {
            healthy[i] = published(machine.value(place.metric(), plan.from() + i * plan.step()));
        }
        return new TrialSeries(machine, seed, place.metric(), plan.from(), plan.step(), healthy, detector.toBytes());
    }

    /** When the reading of that index is taken. */
    long micros(int index) {
        return from + index * step;
    }

    /** A value as a fleet writes it. */
    static double published(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
