package io.telltale.simulator.signal;

import static io.telltale.simulator.signal.Day.MINUTE;

import java.util.List;

/** A boiler: the burner fires until the water is hot and rests while it cools; pressure rises with temperature. */
record Boiler(long seed) implements Machine {

    static final List<Metric> METRICS = List.of(
            Metric.of("temperature", "Cel", 0, 120, 0.8),
            Metric.of("pressure", "bar", 0, 6, 0.04),
            Metric.of("power", "kW", 0, 60, 0.6));

    private static final double FIRING = 0.35;

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public double value(int metric, long micros) {
        double noise = Noise.gaussian(Noise.seed(seed, metric), micros);
        return switch (metric) {
            case 0 -> water(micros) + 0.1 * noise;
            case 1 -> 1.1 + 0.03 * (water(micros) - 60) + 0.01 * noise;
            default -> Math.max(0, (phase(micros) < FIRING ? own(1, 20, 32) : 1.2) + 0.15 * noise);
        };
    }

    private double water(long micros) {
        double phase = phase(micros);
        double saw = phase < FIRING ? phase / FIRING : (1 - phase) / (1 - FIRING);
        return own(2, 66, 72) + 8 * saw + 1.5 * Day.work(micros);
    }

    /** Where in its cycle of firing and resting it is, 0 to 1. */
    private double phase(long micros) {
        long cycle = (long) own(3, 25 * MINUTE, 45 * MINUTE);
        return (double) Math.floorMod(micros, cycle) / cycle;
    }

    private double own(long trait, double low, double high) {
        return Noise.between(Noise.seed(seed, 20), trait, low, high);
    }
}
