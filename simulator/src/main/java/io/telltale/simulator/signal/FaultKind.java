package io.telltale.simulator.signal;

import java.util.Locale;

/** What can go wrong with a sensor, or with what it measures; spans are in minutes, sizes in spreads of the metric. */
public enum FaultKind {
    /** A few readings far off. */
    SPIKE(0.1, 0.15, 10, 25),
    /** Creeps away, and is mended at the end. */
    DRIFT(10, 30, 8, 16),
    /** Says the same for ever. */
    STUCK(6, 20, 0, 0),
    /** Says nothing. */
    DROPOUT(2, 10, 0, 0),
    /** Shakes. */
    NOISE_BURST(4, 12, 4, 8),
    /** Off by the same amount all the time. */
    LEVEL_SHIFT(10, 30, 6, 14);

    final double shortest;
    final double longest;
    final double smallest;
    final double largest;

    FaultKind(double shortest, double longest, double smallest, double largest) {
        this.shortest = shortest;
        this.longest = longest;
        this.smallest = smallest;
        this.largest = largest;
    }

    /** The name on the command line and in the ground truth, such as {@code noise-burst}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
