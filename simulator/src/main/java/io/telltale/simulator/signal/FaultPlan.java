package io.telltale.simulator.signal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * When which fault strikes a machine: time is cut into slots, one fault falls into each, and kind, metric, moment, span and size
 * follow from the seed and the slot. So faults need no memory and are the same however often and in whatever order they are asked.
 */
public final class FaultPlan {

    /** Most faults an hour; more and there is no healthy time left between them. */
    public static final double MOST_PER_HOUR = 30;

    private static final double LARGEST_SHARE_OF_SLOT = 0.6;

    private final long seed;
    private final List<FaultKind> kinds;
    private final List<Integer> metrics;
    private final long slotMicros;
    private final long sampleMicros;

    /**
     * @param seed of the machine
     * @param kinds which may strike; none for a machine that is always well
     * @param perHour how many strike in an hour, more than 0 and at most {@link #MOST_PER_HOUR}
     * @param sampleMicros time between two readings, so that even a spike is seen
     */
    public FaultPlan(Machine machine, long seed, Set<FaultKind> kinds, double perHour, long sampleMicros) {
        if (!(perHour > 0) || perHour > MOST_PER_HOUR) {
            throw new IllegalArgumentException("faults an hour must be more than 0 and at most " + MOST_PER_HOUR);
        }
        this.seed = Noise.seed(seed, 99);
        this.kinds = kinds.stream().sorted().toList();
        this.slotMicros = (long) (Day.HOUR / perHour);
        this.sampleMicros = sampleMicros;
        // A switch cannot drift, and a stuck one is just closed: faults strike measured values.
        this.metrics = IntStream.range(0, machine.metrics().size())
                .filter(metric -> !machine.metrics().get(metric).flag())
                .boxed()
                .toList();
    }

    /** The fault that is there at that moment, if any; there is never more than one. */
    public Optional<Fault> at(long micros) {
        return kinds.isEmpty()
                ? Optional.empty()
                : Optional.of(inSlot(Math.floorDiv(micros, slotMicros))).filter(fault -> fault.active(micros));
    }

    private Fault inSlot(long slot) {
        FaultKind kind = kinds.get((int) (Noise.uniform(Noise.seed(seed, 1), slot) * kinds.size()));
        int metric = metrics.get((int) (Noise.uniform(Noise.seed(seed, 2), slot) * metrics.size()));
        double minutes = Noise.between(Noise.seed(seed, 3), slot, kind.shortest, kind.longest);
        long span = Math.min(
                Math.max((long) (minutes * Day.MINUTE), 2 * sampleMicros), (long) (slotMicros * LARGEST_SHARE_OF_SLOT));
        long from = slot * slotMicros + (long) (Noise.uniform(Noise.seed(seed, 4), slot) * (slotMicros - span));
        double sign = Noise.uniform(Noise.seed(seed, 5), slot) < 0.5 ? -1 : 1;
        double size = sign * Noise.between(Noise.seed(seed, 6), slot, kind.smallest, kind.largest);
        return new Fault(kind, Noise.seed(seed, slot), metric, from, from + span, size);
    }
}
