package io.telltale.simulator.signal;

import static io.telltale.simulator.signal.Day.MINUTE;

import java.util.List;

/** A pump: power, pressure and vibration follow its duty at once, the motor's temperature half an hour behind. */
record Pump(long seed) implements Machine {

    static final List<Metric> METRICS = List.of(
            Metric.of("temperature", "Cel", -10, 110, 0.4),
            Metric.of("vibration", "mm/s", 0, 20, 0.1),
            Metric.of("pressure", "bar", 0, 10, 0.06),
            Metric.of("power", "kW", 0, 30, 0.25));

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public double value(int metric, long micros) {
        double noise = Noise.gaussian(Noise.seed(seed, metric), micros);
        return switch (metric) {
            case 0 -> 21 + 3 * Day.sun(micros) + own(1, 25, 38) * heat(micros) + 0.15 * noise;
            case 1 -> own(2, 0.8, 1.6) + own(3, 1, 2) * duty(micros) + 0.07 * noise;
            case 2 -> own(4, 3, 4) + 1.4 * duty(micros) + 0.03 * noise;
            default -> Math.max(0, own(5, 7, 15) * duty(micros) + 0.08 * noise);
        };
    }

    /** How hard it works, 0 to 1. */
    private double duty(long micros) {
        double wander = Noise.wander(Noise.seed(seed, 10), micros, 45 * MINUTE);
        return Math.clamp(0.2 + 0.6 * Day.work(micros) + 0.05 * wander, 0.05, 1);
    }

    /** Duty, as slow as iron warms. */
    private double heat(long micros) {
        double sum = 0;
        for (int step = 0; step < 6; step++) {
            sum += duty(micros - step * 6 * MINUTE);
        }
        return sum / 6;
    }

    private double own(long trait, double low, double high) {
        return Noise.between(Noise.seed(seed, 20), trait, low, high);
    }
}
