package io.telltale.simulator.signal;

import static io.telltale.simulator.signal.Day.MINUTE;
import static io.telltale.simulator.signal.Day.SECOND;

import java.util.List;

/** A cold room: the compressor's cycle, and a door that people open by day and that lets warm, damp air in. */
record ColdRoom(long seed) implements Machine {

    static final List<Metric> METRICS = List.of(
            Metric.of("temperature", "Cel", -30, 30, 0.35),
            Metric.of("humidity", "%", 0, 100, 1.2),
            new Metric("door", "open", 0, 1, 1, true));

    /** At most one opening begins in each. */
    private static final long SLOT = 10 * MINUTE;

    private static final double RECOVERY = 4 * MINUTE;

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public double value(int metric, long micros) {
        double noise = Noise.gaussian(Noise.seed(seed, metric), micros);
        return switch (metric) {
            case 0 -> own(1, 2.5, 4.5) + 0.6 * compressor(micros) + 1.4 * warmAir(micros) + 0.06 * noise;
            case 1 -> Math.clamp(own(2, 55, 68) + 7 * warmAir(micros) + 0.5 * noise, 0, 100);
            default -> open(Math.floorDiv(micros, SLOT), micros) ? 1 : 0;
        };
    }

    private double compressor(long micros) {
        double cycle = own(3, 18 * MINUTE, 28 * MINUTE);
        return Math.sin(2 * Math.PI * micros / cycle);
    }

    private boolean open(long slot, long micros) {
        return opens(slot) && micros >= begin(slot) && micros < end(slot);
    }

    /** Warm air of this slot's opening and of the one before: it comes in while the door is open and leaves slowly. */
    private double warmAir(long micros) {
        long slot = Math.floorDiv(micros, SLOT);
        return warmAir(slot, micros) + warmAir(slot - 1, micros);
    }

    private double warmAir(long slot, long micros) {
        if (!opens(slot) || micros < begin(slot)) {
            return 0;
        }
        double filled = 1 - Math.exp(-(Math.min(micros, end(slot)) - begin(slot)) / (double) MINUTE);
        return filled * Math.exp(-Math.max(0, micros - end(slot)) / RECOVERY);
    }

    private boolean opens(long slot) {
        return Noise.uniform(Noise.seed(seed, 11), slot) < 0.02 + 0.3 * Day.work(slot * SLOT);
    }

    private long begin(long slot) {
        return slot * SLOT + (long) Noise.between(Noise.seed(seed, 12), slot, 0, 7 * MINUTE);
    }

    private long end(long slot) {
        return begin(slot) + (long) Noise.between(Noise.seed(seed, 13), slot, 25 * SECOND, 110 * SECOND);
    }

    private double own(long trait, double low, double high) {
        return Noise.between(Noise.seed(seed, 20), trait, low, high);
    }
}
