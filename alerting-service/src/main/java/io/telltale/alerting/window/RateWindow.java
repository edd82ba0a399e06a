package io.telltale.alerting.window;

import io.telltale.alerting.rule.Condition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How fast a series changes: from the first reading of the oldest cell within the window to the newest reading. Of readings
 * that lie closer together than a cell is long only the first is kept, and the newest of all.
 */
final class RateWindow implements Recollection {

    private static final int COLUMNS = 2;
    private static final int TIME = 0;
    private static final int VALUE = 1;

    private final long lengthMicros;
    private final double perMicros;
    private final Cells cells;
    private long newest = Long.MIN_VALUE;
    private double value;

    RateWindow(Condition.Rate condition) {
        lengthMicros = condition.window().toNanos() / 1_000;
        perMicros = condition.per().toNanos() / 1e3;
        cells = new Cells(COLUMNS, lengthMicros);
    }

    @Override
    public boolean fold(long micros, double reading) {
        if (micros <= newest) {
            return false;
        }
        newest = micros;
        value = reading;
        cells.forgetBefore(micros - lengthMicros);
        if (cells.isEmpty() || cells.slot(cells.size() - 1) != cells.slotOf(micros)) {
            int cell = cells.append(cells.slotOf(micros));
            // Exact: microseconds since the epoch have fewer than 53 bits until the year 2255.
            cells.set(cell, TIME, micros);
            cells.set(cell, VALUE, reading);
        }
        return true;
    }

    @Override
    public double result() {
        int first = 0;
        if (!cells.isEmpty() && cells.get(0, TIME) < newest - lengthMicros) {
            first = 1;
        }
        if (first >= cells.size() || cells.get(first, TIME) >= newest) {
            return Double.NaN;
        }
        return (value - cells.get(first, VALUE)) / (newest - cells.get(first, TIME)) * perMicros;
    }

    @Override
    public int cells() {
        return cells.size();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(newest);
        out.writeDouble(value);
        cells.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        newest = in.readLong();
        value = in.readDouble();
        cells.read(in);
    }
}
