package io.telltale.anomaly.detect;

import java.nio.ByteBuffer;

/**
 * Whether a series is a switch: all its life it has taken one of two values, such as a door that is open or closed. Then
 * every step is as large as a step can be and every value is far from the mean of its hour, and neither says anything; what
 * is left to tell is that it stays in one of them for unusually long, and a third value.
 */
final class TwoValues {

    /** Bytes of its saved form. */
    static final int BYTES = 2 * Double.BYTES + 1;

    private static final byte MORE = 3;

    private double one;
    private double other;
    private byte values;

    /** Takes a value in; true when there were exactly two before, and this is one of them. */
    boolean again(double value) {
        boolean known = value == one || value == other;
        if (values == 2) {
            values = known ? values : MORE;
            return known;
        }
        if (values == 0) {
            one = value;
            other = value;
            values = 1;
        } else if (values == 1 && !known) {
            other = value;
            values = 2;
        }
        return false;
    }

    void save(ByteBuffer out) {
        out.putDouble(one).putDouble(other).put(values);
    }

    void load(ByteBuffer in) {
        one = in.getDouble();
        other = in.getDouble();
        values = in.get();
    }
}
