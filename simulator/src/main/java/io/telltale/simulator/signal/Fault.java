package io.telltale.simulator.signal;

import java.util.OptionalDouble;

/**
 * One fault of one metric of one machine.
 *
 * @param id tells the faults of a machine apart
 * @param metric index of the metric
 * @param from first moment, microseconds since the epoch
 * @param to end, exclusive
 * @param size signed, in spreads of the metric; 0 where the kind has none
 */
public record Fault(FaultKind kind, long id, int metric, long from, long to, double size) {

    /** What the sensor says instead of the healthy machine's value; empty when it says nothing. */
    public OptionalDouble distort(Machine machine, long micros) {
        double healthy = machine.value(metric, micros);
        double offset = size * machine.metrics().get(metric).spread();
        return switch (kind) {
            case SPIKE, LEVEL_SHIFT -> OptionalDouble.of(healthy + offset);
            case DRIFT -> OptionalDouble.of(healthy + offset * (micros - from) / (to - from));
            case STUCK -> OptionalDouble.of(machine.value(metric, from));
            case DROPOUT -> OptionalDouble.empty();
            case NOISE_BURST -> OptionalDouble.of(healthy + offset * Noise.gaussian(id, micros));
        };
    }

    /** Whether it is there at that moment. */
    public boolean active(long micros) {
        return micros >= from && micros < to;
    }
}
