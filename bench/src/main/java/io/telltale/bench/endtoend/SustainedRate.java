package io.telltale.bench.endtoend;

import java.time.Duration;

/**
 * The highest rate that somebody holds: searched for in short steps, which warm it up as well, and then held for the whole time.
 *
 * @param most the load at that rate; where none was held, the last that was tried
 * @param failed readings a second, the lowest that was not held; 0 when all were
 */
record SustainedRate(Measured most, double failed) {

    private static final Duration LONGEST_STEP = Duration.ofSeconds(15);

    /** What a rate is lowered by that was held for a step and not for the whole time, and how often. */
    private static final double LOWER = 1.15;

    private static final int MOST_HOLDS = 4;

    /** Asks somebody for so many readings a second. */
    interface Trial {
        Measured at(double rate, Duration time) throws Exception;
    }

    /** Begins at that rate; steps as long as the whole time are not repeated. */
    static SustainedRate find(double first, Duration whole, Trial trial) throws Exception {
        Duration step = whole.compareTo(LONGEST_STEP) < 0 ? whole : LONGEST_STEP;
        RateSearch search = new RateSearch(first);
        Measured best = null;
        Measured last;
        do {
            last = trial.at(search.next(), step);
            boolean held = last.judgement().held();
            search.tried(held, last.sustained());
            if (held && (best == null || last.asked() > best.asked())) {
                best = last;
            }
        } while (!search.done());
        double failed = Double.isInfinite(search.failed()) ? 0 : search.failed();
        if (best == null || step.equals(whole)) {
            return new SustainedRate(best == null ? last : best, failed);
        }
        return hold(search.held(), failed, whole, trial);
    }

    private static SustainedRate hold(double held, double failed, Duration whole, Trial trial) throws Exception {
        Measured most = trial.at(held, whole);
        double lowest = failed;
        for (int i = 1; i < MOST_HOLDS && !most.judgement().held(); i++) {
            lowest = most.asked();
            most = trial.at(lowest / LOWER, whole);
        }
        return new SustainedRate(most, lowest);
    }
}
