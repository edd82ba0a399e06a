package io.telltale.simulator.detection;

import io.telltale.simulator.signal.Fault;
import io.telltale.simulator.signal.FaultKind;
import io.telltale.simulator.signal.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A fleet that is well for a while, then suffers faults, and what its detectors say of it. Everything follows from the seed.
 *
 * <p>A finding belongs to a fault when it comes while that lasts (a dropout: with the first reading after it, too) or within
 * {@value #AFTERMATH_MINUTES} minutes of its end, because the way back is a step as well; but a fault counts as found only by
 * what was said while it lasted. Any other finding is a false alarm.
 */
final class FaultTrial {

    /** From this score on a finding is reported. */
    static final double THRESHOLD = 0.5;

    static final int AFTERMATH_MINUTES = 10;
    static final long AFTERMATH = AFTERMATH_MINUTES * 60_000_000L;

    /**
     * What fleet, and for how long; times are in microseconds.
     *
     * @param from first moment after the healthy past, since the epoch
     * @param past how long it was well before
     * @param lasts how long the trial is
     * @param step between two readings of a series
     * @param faultsPerHour of a machine
     */
    record Plan(int machines, long seed, long from, long past, long lasts, long step, double faultsPerHour) {}

    private final Plan plan;
    private final List<TrialSeries> fleet;

    FaultTrial(Plan plan) {
        this(plan, TrialSeries.fleet(plan));
    }

    private FaultTrial(Plan plan, List<TrialSeries> fleet) {
        this.plan = plan;
        this.fleet = fleet;
    }

    /** The same fleet with so many faults an hour of a machine. */
    FaultTrial often(double faultsPerHour) {
        return new FaultTrial(
                new Plan(
                        plan.machines(),
                        plan.seed(),
                        plan.from(),
                        plan.past(),
                        plan.lasts(),
                        plan.step(),
                        faultsPerHour),
                fleet);
    }

    int series() {
        return fleet.size();
    }

    /**
     * Lets the fleet suffer.
     *
     * @param kinds of faults; none to see what is said of a healthy one
     * @param share of the size that a fleet's faults have; of their length where a kind has no size
     */
    Quality suffer(Set<FaultKind> kinds, double share) {
        return fleet.parallelStream()
                .map(series -> new TrialLife(series, faults(series, kinds, share)).live())
                .reduce(Quality.NONE, Quality::and);
    }

    private List<Fault> faults(TrialSeries series, Set<FaultKind> kinds, double share) {
        FaultPlan faults = new FaultPlan(series.machine(), series.seed(), kinds, plan.faultsPerHour(), plan.step());
        List<Fault> struck = new ArrayList<>();
        for (int i = 0; i < series.healthy().length; i++) {
            Optional<Fault> fault = faults.at(series.micros(i)).filter(f -> f.metric() == series.metric());
            if (fault.isPresent()
                    && (struck.isEmpty() || struck.getLast().id() != fault.get().id())) {
                struck.add(fault.get());
            }
        }
        // The first may have begun before, the last may have no room for its aftermath.
        struck.removeIf(fault -> fault.from() < series.micros(0)
                || fault.to() + AFTERMATH >= series.micros(series.healthy().length - 1));
        return struck.stream().map(fault -> smaller(fault, share)).toList();
    }

    private static Fault smaller(Fault fault, double share) {
        return switch (fault.kind()) {
            case STUCK, DROPOUT -> {
                long to = fault.from() + Math.round((fault.to() - fault.from()) * share);
                yield new Fault(fault.kind(), fault.id(), fault.metric(), fault.from(), to, fault.size());
            }
            case SPIKE, DRIFT, NOISE_BURST, LEVEL_SHIFT ->
                new Fault(fault.kind(), fault.id(), fault.metric(), fault.from(), fault.to(), fault.size() * share);
        };
    }
}
