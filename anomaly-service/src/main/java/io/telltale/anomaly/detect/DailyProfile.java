package io.telltale.anomaly.detect;

import java.nio.ByteBuffer;

/**
 * What each hour of the day (UTC) usually brings: mean and mean absolute deviation per hour.
 *
 * <p>Forgetting goes by time spent in an hour, not by readings, so a sensor with one reading a second and one with a
 * reading an hour both remember about {@value #MEMORY_DAYS} days.
 */
final class DailyProfile {

    private static final int BINS = 24;

    /** Bytes of its saved form. */
    static final int BYTES =
            BINS * (2 * Float.BYTES + Character.BYTES) + Float.BYTES + 2 * Integer.BYTES + Double.BYTES;

    private static final long BIN_MICROS = 3_600_000_000L;
    private static final int MEMORY_DAYS = 8;
    private static final int FEW = 3;
    private static final int SETTLED = 100;
    private static final double OVERALL_SHARE = 1.1;
    private static final double OVERALL_LEARNING = 0.002;
    private static final double LEARN_AT_MOST = 4;

    /** Means less the origin, then mean deviations. */
    private final float[] usual = new float[2 * BINS];

    private final char[] counts = new char[BINS];
    private float overallDeviation;
    private int count;
    private int firstDay;
    /** A value of the last day that brought any, so that floats are precise enough for the means. */
    private double origin;

    /** The hour of the day of an instant. */
    static int bin(long micros) {
        return (int) (Math.floorMod(micros, BIN_MICROS * BINS) / BIN_MICROS);
    }

    /** Whether the hour was seen at all. */
    boolean met(int bin) {
        return counts[bin] > 0;
    }

    /** Whether the hour was seen often enough to say anything. */
    boolean knows(int bin) {
        return counts[bin] >= FEW;
    }

    /** How many days it goes back, as far as it remembers; 0 on the first. */
    int days(long micros) {
        return count == 0 ? 0 : Math.clamp(day(micros) - (long) firstDay, 0, MEMORY_DAYS);
    }

    private static int day(long micros) {
        return (int) Math.floorDiv(micros, BIN_MICROS * BINS);
    }

    /** The usual value of an hour. */
    double mean(int bin) {
        return origin + usual[bin];
    }

    /** The usual deviation in an hour, never less than {@code floor} or a share of the whole day's. */
    double scale(int bin, double floor) {
        return Math.max(Math.max(usual[BINS + bin], OVERALL_SHARE * overallDeviation), floor);
    }

    /**
     * Takes a value in.
     *
     * @param elapsedMicros since the reading before
     * @param scale as {@link #scale} gave it: outliers are taken in at {@value #LEARN_AT_MOST} times this at most
     */
    void learn(long micros, long elapsedMicros, double value, double scale) {
        int bin = bin(micros);
        if (count == 0) {
            firstDay = day(micros);
        }
        if (count == 0 || day(micros) != day(micros - elapsedMicros)) {
            moveOrigin(value);
        }
        double error = value - mean(bin);
        if (counts[bin] == 0) {
            usual[bin] = (float) error;
        } else {
            if (counts[bin] >= FEW && count > SETTLED) {
                error = Math.max(-LEARN_AT_MOST * scale, Math.min(LEARN_AT_MOST * scale, error));
            }
            double rate = Math.max(1.0 / (counts[bin] + 1), byTime(elapsedMicros));
            usual[bin] += (float) (rate * error);
            usual[BINS + bin] += (float) (rate * (Math.abs(error) - usual[BINS + bin]));
            double overall = Math.max(1.0 / (count + 1), OVERALL_LEARNING);
            overallDeviation += (float) (overall * (Math.abs(error) - overallDeviation));
        }
        counts[bin] = (char) Math.min(counts[bin] + 1, Character.MAX_VALUE);
        count = Math.min(count + 1, Integer.MAX_VALUE - 1);
    }

    private void moveOrigin(double to) {
        for (int bin = 0; bin < BINS; bin++) {
            usual[bin] = met(bin) ? (float) (mean(bin) - to) : 0;
        }
        origin = to;
    }

    private static double byTime(long elapsedMicros) {
        double within = Math.min(BIN_MICROS, Math.max(0, elapsedMicros));
        return -Math.expm1(-within / ((double) BIN_MICROS * MEMORY_DAYS));
    }

    void save(ByteBuffer out) {
        for (int i = 0; i < BINS; i++) {
            out.putFloat(usual[i]).putFloat(usual[BINS + i]).putChar(counts[i]);
        }
        out.putFloat(overallDeviation).putInt(count).putInt(firstDay).putDouble(origin);
    }

    void load(ByteBuffer in) {
        for (int i = 0; i < BINS; i++) {
            usual[i] = in.getFloat();
            usual[BINS + i] = in.getFloat();
            counts[i] = in.getChar();
        }
        overallDeviation = in.getFloat();
        count = in.getInt();
        firstDay = in.getInt();
        origin = in.getDouble();
    }
}
