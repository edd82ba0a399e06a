package io.telltale.anomaly.store;

import java.util.Arrays;

/** Readings to be written, in columns. For one thread; grows as needed and is used again and again. */
public final class ReadingRows {

    private int[] seriesIds = new int[1024];
    private long[] micros = new long[1024];
    private double[] values = new double[1024];
    private int size;

    /** Adds a reading. */
    public void add(int seriesId, long time, double value) {
        if (size == seriesIds.length) {
            seriesIds = Arrays.copyOf(seriesIds, size * 2);
            micros = Arrays.copyOf(micros, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        seriesIds[size] = seriesId;
        micros[size] = time;
        values[size++] = value;
    }

    /** Number of readings. */
    public int size() {
        return size;
    }

    /** Series of reading {@code i}. */
    public int seriesId(int i) {
        return seriesIds[i];
    }

    /** Time of reading {@code i}, microseconds since the epoch. */
    public long micros(int i) {
        return micros[i];
    }

    /** Value of reading {@code i}. */
    public double value(int i) {
        return values[i];
    }

    /** A copy of the readings from {@code from} until before {@code to}. */
    public ReadingRows slice(int from, int to) {
        ReadingRows slice = new ReadingRows();
        for (int i = from; i < to; i++) {
            slice.add(seriesIds[i], micros[i], values[i]);
        }
        return slice;
    }

    /** Empties it. */
    public void clear() {
        size = 0;
    }
}
