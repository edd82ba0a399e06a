package io.telltale.alerting.window;

import io.telltale.alerting.rule.Aggregation;
import io.telltale.alerting.rule.Condition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The readings of a window, made into one number: those measured after {@code newest - length}, up to the newest.
 *
 * <p>Readings are kept one by one while they lie farther apart than a cell is long; those of one cell are kept as their count,
 * sum, spread, least and greatest, and leave the window together: when the cell's latest reading does. So a window of
 * {@value #MAX_CELLS} readings or fewer, evenly spaced, is exact; of more the edge is accurate to a cell, that is a 119th of
 * the window's length.
 */
public final class Window implements Recollection {

    /** Most cells of one window. */
    public static final int MAX_CELLS = 120;

    /** What a cell takes in memory and in the database. */
    public static final int CELL_BYTES = 64;

    private static final int COLUMNS = 7;
    static final int COUNT = 0;
    static final int MEAN = 1;
    /** Sum of the squares of the distances from the mean (Welford), which loses nothing where values are large and close. */
    static final int SQUARES = 2;

    static final int LEAST = 3;
    static final int GREATEST = 4;
    static final int LATEST = 5;
    static final int SUM = 6;

    private final Aggregation function;
    private final boolean early;
    private final long lengthMicros;
    private final Cells cells;
    private long since = Long.MIN_VALUE;
    private long newest = Long.MIN_VALUE;

    Window(Condition.Aggregate condition) {
        function = condition.function();
        early = function.tellsEarly(condition.limits().operator());
        lengthMicros = condition.window().toNanos() / 1_000;
        cells = new Cells(COLUMNS, lengthMicros);
    }

    @Override
    public boolean fold(long micros, double value) {
        if (micros <= newest) {
            return false;
        }
        since = since == Long.MIN_VALUE ? micros : since;
        newest = micros;
        cells.forgetBefore(micros - lengthMicros);
        if (!cells.isEmpty() && cells.get(0, LATEST) <= micros - lengthMicros) {
            cells.forgetBefore((cells.slot(0) + 1) * cells.cellMicros());
        }
        long slot = cells.slotOf(micros);
        int last = cells.size() - 1;
        if (last >= 0 && cells.slot(last) == slot) {
            add(last, micros, value);
        } else {
            begin(cells.append(slot), micros, value);
        }
        return true;
    }

    private void begin(int cell, long micros, double value) {
        cells.set(cell, COUNT, 1);
        cells.set(cell, MEAN, value);
        cells.set(cell, LEAST, value);
        cells.set(cell, GREATEST, value);
        cells.set(cell, LATEST, micros);
        cells.set(cell, SUM, value);
    }

    private void add(int cell, long micros, double value) {
        double count = cells.get(cell, COUNT) + 1;
        double before = cells.get(cell, MEAN);
        double mean = before + (value - before) / count;
        cells.set(cell, COUNT, count);
        cells.set(cell, MEAN, mean);
        cells.set(cell, SQUARES, cells.get(cell, SQUARES) + (value - before) * (value - mean));
        cells.set(cell, LEAST, Math.min(cells.get(cell, LEAST), value));
        cells.set(cell, GREATEST, Math.max(cells.get(cell, GREATEST), value));
        cells.set(cell, LATEST, micros);
        cells.set(cell, SUM, cells.get(cell, SUM) + value);
    }

    @Override
    public double result() {
        if (newest == Long.MIN_VALUE || (!early && newest - since < lengthMicros)) {
            return Double.NaN;
        }
        return switch (function) {
            case COUNT -> total(COUNT);
            case SUM -> total(SUM);
            case AVG -> total(SUM) / total(COUNT);
            case MIN -> least();
            case MAX -> greatest();
            case STDDEV -> deviation();
            case P95 -> Percentile.of(cells, 0.95);
        };
    }

    private double total(int column) {
        double total = 0;
        for (int cell = 0; cell < cells.size(); cell++) {
            total += cells.get(cell, column);
        }
        return total;
    }

    private double least() {
        double least = Double.POSITIVE_INFINITY;
        for (int cell = 0; cell < cells.size(); cell++) {
            least = Math.min(least, cells.get(cell, LEAST));
        }
        return least;
    }

    private double greatest() {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int cell = 0; cell < cells.size(); cell++) {
            greatest = Math.max(greatest, cells.get(cell, GREATEST));
        }
        return greatest;
    }

    /** By joining the cells' means and squares, as Chan, Golub and LeVeque did. */
    private double deviation() {
        double count = 0;
        double mean = 0;
        double squares = 0;
        for (int cell = 0; cell < cells.size(); cell++) {
            double more = cells.get(cell, COUNT);
            double distance = cells.get(cell, MEAN) - mean;
            double both = count + more;
            mean += distance * more / both;
            squares += cells.get(cell, SQUARES) + distance * distance * count * more / both;
            count = both;
        }
        return Math.sqrt(squares / count);
    }

    @Override
    public int cells() {
        return cells.size();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(since);
        out.writeLong(newest);
        cells.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        since = in.readLong();
        newest = in.readLong();
        cells.read(in);
    }
}
