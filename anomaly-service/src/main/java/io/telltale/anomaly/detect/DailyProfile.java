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
    static final int BYTES = BINS * (Double.BYTES + Float.BYTES + Character.BYTES) + Float.BYTES + 2 * Integer.BYTES;

    private static final long BIN_MICROS = 3_600_000_000L;
    private static final int MEMORY_DAYS = 8;
    private static final int FEW = 3;
    private static final int SETTLED = 100;
    private static final double OVERALL_SHARE = 0.3;
    private static final double OVERALL_LEARNING = 0.002;
    private static final double LEARN_AT_MOST = 4;

    private final double[] means = new double[BINS];
    private final float[] deviations = new float[BINS];
    private final char[] counts = new char[BINS];
    private float overallDeviation;
    private int count;
    private int firstDay;

    /** The hour of the day of an instant. */
    static int bin(long micros) {
        return (int) (Math.floorMod(micros, BIN_MICROS * BINS) / BIN_MICROS);
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
        return means[bin];
    }

    /** The usual deviation in an hour, never less than {@code floor} or a share of the whole day's. */
    double scale(int bin, double floor) {
        return Math.max(Math.max(deviations[bin], OVERALL_SHARE * overallDeviation), floor);
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
        double error = value - means[bin];
        if (counts[bin] == 0) {
            means[bin] = value;
        } else {
            if (counts[bin] >= FEW && count > SETTLED) {
                error = Math.max(-LEARN_AT_MOST * scale, Math.min(LEARN_AT_MOST * scale, error));
            }
            double rate = Math.max(1.0 / (counts[bin] + 1), byTime(elapsedMicros));
            means[bin] += rate * error;
            deviations[bin] += (float) (rate * (Math.abs(error) - deviations[bin]));
            double overall = Math.max(1.0 / (count + 1), OVERALL_LEARNING);
            overallDeviation += (float) (overall * (Math.abs(error) - overallDeviation));
        }
        counts[bin] = (char) Math.min(counts[bin] + 1, Character.MAX_VALUE);
        count = Math.min(count + 1, Integer.MAX_VALUE - 1);
    }

    private static double byTime(long elapsedMicros) {
        double within = Math.min(BIN_MICROS, Math.max(0, elapsedMicros));
        return -Math.expm1(-within / ((double) BIN_MICROS * MEMORY_DAYS));
    }

    void save(ByteBuffer out) {
        for (int i = 0; i < BINS; i++) {
            out.putDouble(means[i]).putFloat(deviations[i]).putChar(counts[i]);
        }
        out.putFloat(overallDeviation).putInt(count).putInt(firstDay);
    }

    void load(ByteBuffer in) {
        for (int i = 0; i < BINS; i++) {
            means[i] = in.getDouble();
            deviations[i] = in.getFloat();
            counts[i] = in.getChar();
        }
        overallDeviation = in.getFloat();
        count = in.getInt();
        firstDay = in.getInt();
    }
}
