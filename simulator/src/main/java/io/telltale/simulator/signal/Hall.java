package io.telltale.simulator.signal;

import static io.telltale.simulator.signal.Day.HOUR;

import java.util.List;

/** The air of a hall: warm by day, the drier the warmer; lights and fans draw power while people work. */
record Hall(long seed) implements Machine {

    static final List<Metric> METRICS = List.of(
            Metric.of("temperature", "Cel", -20, 50, 0.25),
            Metric.of("humidity", "%", 0, 100, 0.8),
            Metric.of("power", "kW", 0, 20, 0.2));

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public double value(int metric, long micros) {
        double noise = Noise.gaussian(Noise.seed(seed, metric), micros);
        return switch (metric) {
            case 0 -> air(micros) + 0.08 * noise;
            case 1 -> Math.clamp(own(1, 42, 52) - 2.2 * (air(micros) - 21) + 0.4 * noise, 0, 100);
            default -> Math.max(0, own(2, 0.8, 1.5) + own(3, 4, 8) * Day.work(micros) + 0.1 * noise);
        };
    }

    private double air(long micros) {
        return own(4, 19.5, 21.5)
                + own(5, 1.5, 3) * Day.sun(micros)
                + 0.5 * Noise.wander(Noise.seed(seed, 10), micros, 2 * HOUR);
    }

    private double own(long trait, double low, double high) {
        return Noise.between(Noise.seed(seed, 20), trait, low, high);
    }
}
