package io.telltale.bench.endtoend;

/**
 * Finds the highest rate that is held: upwards in steps from one that probably is, then once between what held and what did not.
 * Rates in readings a second. Pure, one thread.
 */
final class RateSearch {

    /** What a rate is raised or lowered by. */
    static final double STEP = 1.4;

    /** Close enough: the lowest rate that was not held over the highest that was. */
    private static final double FINE = 1.2;

    /** Of what was stored while too much was asked for, which can be held to the end. */
    private static final double SAFELY = 0.95;

    private static final int MOST_TRIES = 8;

    private double next;
    private double held;
    private double failed = Double.POSITIVE_INFINITY;
    private int tries;

    RateSearch(double first) {
        next = first;
    }

    /** What is to be tried now. */
    double next() {
        return next;
    }

    /** {@link #next} was tried, and so much was stored. */
    void tried(boolean wasHeld, double sustained) {
        tries++;
        if (wasHeld) {
            held = Math.max(held, next);
        } else {
            failed = Math.min(failed, next);
        }
        if (held == 0) {
            next = Math.min(failed / STEP, sustained * SAFELY);
        } else if (failed == Double.POSITIVE_INFINITY) {
            next = held * STEP;
        } else {
            next = Math.sqrt(held * failed);
        }
    }

    /** Whether more tries would tell no more. */
    boolean done() {
        return tries == MOST_TRIES || held > 0 && failed / held <= FINE || next < 1;
    }

    /** The highest rate that was held; 0 when none was. */
    double held() {
        return held;
    }

    /** The lowest rate that was not held; infinite when all were. */
    double failed() {
        return failed;
    }
}
