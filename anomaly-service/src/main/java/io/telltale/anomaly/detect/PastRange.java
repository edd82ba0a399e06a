package io.telltale.anomaly.detect;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The lowest and highest value of the past, kept in {@value #GENERATIONS} generations of at least a day and
 * {@value #GENERATION_READINGS} readings each, so that what happened long ago is forgotten a generation at a time.
 */
final class PastRange {

    /** Bytes of its saved form. */
    static final int BYTES = 2 * 8 * Double.BYTES + 3 * Integer.BYTES + Long.BYTES;

    private static final int GENERATIONS = 8;
    private static final int GENERATION_READINGS = 1024;
    private static final int SETTLED = 120;
    private static final double FLAT = 1e-6;
    private static final double FLAT_WIDTH = 0.5;
    private static final double SMALLEST = 1e-9;
    private static final long DAY_MICROS = 86_400_000_000L;

    private final double[] lows = new double[GENERATIONS];
    private final double[] highs = new double[GENERATIONS];
    private int generation;
    private int inGeneration;
    private long generationStart;
    private int readings;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    PastRange() {
        Arrays.fill(lows, Double.POSITIVE_INFINITY);
        Arrays.fill(highs, Double.NEGATIVE_INFINITY);
    }

    /** Lowest value remembered; infinite before the first. */
    double low() {
        return low;
    }

    /** Highest value remembered; negative infinite before the first. */
    double high() {
        return high;
    }

    /**
     * From the lowest to the highest, by which deviations are measured, so that neither unit nor zero matter. A range
     * narrower than {@value #FLAT} of the largest magnitude counts as flat and as {@value #FLAT_WIDTH} of it wide: what has
     * never moved says nothing of its unit.
     */
    double width() {
        double width = low > high ? 1 : high - low;
        double magnitude = low > high ? 0 : Math.max(Math.abs(low), Math.abs(high));
        return Math.max(width < FLAT * magnitude ? FLAT_WIDTH * magnitude : width, SMALLEST);
    }

    /** How many readings it has taken in. */
    int readings() {
        return readings;
    }

    /** Whether there is enough of a past that leaving it means something. */
    boolean settled() {
        return readings >= SETTLED;
    }

    /** How far {@code value} lies outside, 0 inside or before the first. */
    double excess(double value) {
        return low > high ? 0 : Math.max(0, Math.max(value - high, low - value));
    }

    /** Takes a value into the range. */
    void learn(long micros, double value) {
        if (inGeneration == 0) {
            generationStart = micros;
        } else if (inGeneration >= GENERATION_READINGS && micros - generationStart >= DAY_MICROS) {
            nextGeneration(micros);
        }
        inGeneration = Math.min(inGeneration + 1, Integer.MAX_VALUE - 1);
        readings = Math.min(readings + 1, Integer.MAX_VALUE - 1);
        lows[generation] = Math.min(lows[generation], value);
        highs[generation] = Math.max(highs[generation], value);
        low = Math.min(low, value);
        high = Math.max(high, value);
    }

    private void nextGeneration(long micros) {
        generation = (generation + 1) % GENERATIONS;
        inGeneration = 0;
        generationStart = micros;
        lows[generation] = Double.POSITIVE_INFINITY;
        highs[generation] = Double.NEGATIVE_INFINITY;
        recall();
    }

    private void recall() {
        low = Double.POSITIVE_INFINITY;
        high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < GENERATIONS; i++) {
            low = Math.min(low, lows[i]);
            high = Math.max(high, highs[i]);
        }
    }

    void save(ByteBuffer out) {
        for (int i = 0; i < GENERATIONS; i++) {
            out.putDouble(lows[i]).putDouble(highs[i]);
        }
        out.putInt(generation).putInt(inGeneration).putInt(readings).putLong(generationStart);
    }

    void load(ByteBuffer in) {
        for (int i = 0; i < GENERATIONS; i++) {
            lows[i] = in.getDouble();
            highs[i] = in.getDouble();
        }
        generation = Math.floorMod(in.getInt(), GENERATIONS);
        inGeneration = in.getInt();
        readings = in.getInt();
        generationStart = in.getLong();
        recall();
    }
}
