package io.telltale.anomaly.detect;

import java.nio.ByteBuffer;

/**
 * How a series moves from reading to reading: the usual step, how lively it has been lately, for how long it has not moved
 * at all. What happens across a gap says nothing about that and is left out.
 */
final class Motion {

    /** Bytes of its saved form. */
    static final int BYTES = 4 * Float.BYTES;

    /** Longer than this many usual intervals without a reading is a gap. */
    private static final double GAP = 10;

    private static final double INTERVAL_LEARNING = 0.01;
    private static final double INTERVAL_CAP = 4;
    private static final double STEP_LEARNING = 0.002;
    private static final double STEP_CAP = 6;
    private static final double LIVELINESS_LEARNING = 0.03;
    private static final double LIVELINESS_CAP = 10;
    private static final double STILL = 1e-6;
    private static final int STILL_READINGS = 100;

    private float interval;
    private float usualStep;
    private float liveliness;
    private float still;

    /** Whether so much time has passed that the readings before and after it are not neighbours. */
    boolean gap(long elapsedMicros) {
        return interval > 0 && elapsedMicros > GAP * interval;
    }

    /** A time without a reading, in usual ones. */
    double intervals(long elapsedMicros) {
        return interval > 0 ? elapsedMicros / (double) interval : 0;
    }

    /** The usual time between two readings, microseconds. */
    long usualInterval() {
        return (long) interval;
    }

    /** The usual size of a step, at least {@code floor}. */
    double usualStep(double floor) {
        return Math.max(usualStep, floor);
    }

    /** How much the values have moved lately, in usual steps. */
    double liveliness() {
        return liveliness;
    }

    /** For how many readings the value has not moved; counted to {@value #STILL_READINGS}. */
    int still() {
        return (int) still;
    }

    /** Takes the time between two readings in. */
    void learnInterval(long elapsedMicros, int readings) {
        double seen = interval > 0 ? Math.min(elapsedMicros, INTERVAL_CAP * interval) : elapsedMicros;
        interval += (float) (Math.max(1.0 / readings, INTERVAL_LEARNING) * (seen - interval));
    }

    /** Whether the value has moved, by the width of what it has ranged over. */
    void learnStillness(double step, double width) {
        still = Math.abs(step) <= STILL * width ? Math.min(still + 1, STILL_READINGS) : 0;
    }

    /** How lively it is, from the size of a step in usual ones. */
    void learnLiveliness(double steps) {
        liveliness += (float) (LIVELINESS_LEARNING * (Math.min(steps, LIVELINESS_CAP) - liveliness));
    }

    /** What a usual step is; one that is judged already counts {@value #STEP_CAP} usual ones at most. */
    void learnStep(double step, double atMost, int readings) {
        double seen = Math.min(step, STEP_CAP * atMost);
        usualStep += (float) (Math.max(1.0 / readings, STEP_LEARNING) * (seen - usualStep));
    }

    void save(ByteBuffer out) {
        out.putFloat(interval).putFloat(usualStep).putFloat(liveliness).putFloat(still);
    }

    void load(ByteBuffer in) {
        interval = in.getFloat();
        usualStep = in.getFloat();
        liveliness = in.getFloat();
        still = in.getFloat();
    }
}
