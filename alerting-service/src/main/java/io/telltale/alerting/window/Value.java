package io.telltale.alerting.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The newest reading itself. */
final class Value implements Recollection {

    private long newest = Long.MIN_VALUE;
    private double value = Double.NaN;

    @Override
    public boolean fold(long micros, double reading) {
        if (micros <= newest) {
            return false;
        }
        newest = micros;
        value = reading;
        return true;
    }

    @Override
    public double result() {
        return value;
    }

    @Override
    public int cells() {
        return 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(newest);
        out.writeDouble(value);
    }

    @Override
    public void read(DataInput in) throws IOException {
        newest = in.readLong();
        value = in.readDouble();
    }
}
