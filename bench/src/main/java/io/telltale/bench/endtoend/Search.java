package io.telltale.bench.endtoend;

/** Finds the highest rate that is held, by halving what is between one that is and one that is not. */
final class Search {

    static final int PROBES = 5;

    /** Of the rate aimed at, where the search begins and ends. */
    private static final double LOWEST = 0.4;

    private static final double HIGHEST = 1.6;

    private Search() {}

    /** Tries a rate. */
    interface Probe {
        boolean holds(double rate) throws Exception;
    }

    /**
     * The highest rate that was held, within four hundredths of the one aimed at; where none was, the lowest one, which was not tried.
     */
    static double highest(double aimed, Probe probe) throws Exception {
        double held = LOWEST * aimed;
        double broken = HIGHEST * aimed;
        for (int i = 0; i < PROBES; i++) {
            double rate = Math.rint((held + broken) / 2);
            if (probe.holds(rate)) {
                held = rate;
            } else {
                broken = rate;
            }
        }
        return held;
    }
}
