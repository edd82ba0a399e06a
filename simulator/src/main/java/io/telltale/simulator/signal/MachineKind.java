package io.telltale.simulator.signal;

import java.util.List;
import java.util.function.LongFunction;

/** The kinds of machine a fleet is made of; each is a device profile in the registry. */
public enum MachineKind {
    PUMP("pump", "Pump", Pump.METRICS, Pump::new),
    BOILER("boiler", "Boiler", Boiler.METRICS, Boiler::new),
    COLD_ROOM("coldroom", "Cold room", ColdRoom.METRICS, ColdRoom::new),
    HALL("hall", "Hall", Hall.METRICS, Hall::new);

    private final String word;
    private final String title;
    private final List<Metric> metrics;
    private final LongFunction<Machine> maker;

    MachineKind(String word, String title, List<Metric> metrics, LongFunction<Machine> maker) {
        this.word = word;
        this.title = title;
        this.metrics = metrics;
        this.maker = maker;
    }

    /** Its name as part of device names and as profile. */
    public String word() {
        return word;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** What it measures. */
    public List<Metric> metrics() {
        return metrics;
    }

    /** One of this kind; the seed is its personality. */
    public Machine make(long seed) {
        return maker.apply(seed);
    }

    /** A seed for the n-th machine of a fleet. */
    public static long seed(long fleet, int number) {
        return Noise.seed(fleet, number);
    }
}
