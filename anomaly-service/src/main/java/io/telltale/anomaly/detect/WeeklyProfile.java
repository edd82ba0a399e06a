package io.telltale.anomaly.detect;

import java.nio.ByteBuffer;

/**
 * By how much the parts of the week differ from what their hours usually bring, so that a quiet Sunday is no surprise and a
 * Wednesday like a Sunday is one.
 *
 * <p>Quarters of the day (UTC) of the seven days of the week. What was learned is used only after two weeks, and only while
 * it has made the expectation better over the last week or so; a series without a weekly rhythm is judged as if this did
 * not exist.
 */
final class WeeklyProfile {

    private static final int SLOTS = 28;

    /** Bytes of its saved form. */
    static final int BYTES = (SLOTS + 2) * Float.BYTES + Long.BYTES;

    private static final long NEVER = Long.MIN_VALUE;
    private static final double SLOT_MICROS = 6 * 3_600_000_000.0;
    private static final double WEEK_MICROS = SLOTS * SLOT_MICROS;
    private static final double WEEKS_AT_FIRST = 2;
    private static final double MEMORY_WEEKS = 4;
    /** It has to leave at most this share of the error. */
    private static final double BETTER = 0.9;

    private final float[] residuals = new float[SLOTS];
    private float errorWith;
    private float errorWithout;
    private long first = NEVER;

    private static int slot(long micros) {
        return (int) (Math.floorMod(micros, (long) WEEK_MICROS) / (long) SLOT_MICROS);
    }

    private double weeks(long micros) {
        return first == NEVER ? 0 : (micros - first) / WEEK_MICROS;
    }

    /** What this part of the week adds to what the hour of the day usually brings; 0 as long as that is not known. */
    double offset(long micros) {
        return weeks(micros) >= WEEKS_AT_FIRST && errorWith < BETTER * errorWithout ? residuals[slot(micros)] : 0;
    }

    /**
     * Takes in what the hour of the day left unexplained.
     *
     * @param elapsedMicros since the reading before
     * @param residual the value less what the hour usually brings
     */
    void learn(long micros, long elapsedMicros, double residual) {
        if (first == NEVER) {
            first = micros;
        }
        int slot = slot(micros);
        double error = residual - residuals[slot];
        double weeks = weeks(micros);
        if (weeks >= 1) {
            double rate = rate(Math.min(elapsedMicros, 4 * SLOT_MICROS), WEEK_MICROS);
            errorWith += (float) (rate * (Math.abs(error) - errorWith));
            errorWithout += (float) (rate * (Math.abs(residual) - errorWithout));
        }
        double memory = SLOT_MICROS * Math.min(MEMORY_WEEKS, 1 + Math.floor(weeks));
        residuals[slot] += (float) (rate(Math.min(elapsedMicros, SLOT_MICROS), memory) * error);
    }

    private static double rate(double elapsed, double memory) {
        return elapsed / (elapsed + memory);
    }

    void save(ByteBuffer out) {
        for (float residual : residuals) {
            out.putFloat(residual);
        }
        out.putFloat(errorWith).putFloat(errorWithout).putLong(first);
    }

    void load(ByteBuffer in) {
        for (int i = 0; i < SLOTS; i++) {
            residuals[i] = in.getFloat();
        }
        errorWith = in.getFloat();
        errorWithout = in.getFloat();
        first = in.getLong();
    }
}
