package io.telltale.simulator.load;

/**
 * Lifts the values of some devices by a million at known times, so that a threshold at a million is crossed, up and down. Pure.
 *
 * <p>The first {@code devices} devices are lifted for {@code high} messages out of every {@code period}, each beginning at
 * another time; never with their first message.
 */
public record Wave(int devices, int period, int high) {

    /** What a lifted value has more; message numbers stay below it. */
    public static final int LIFT = 1_000_000;

    /** No device is lifted. */
    public static final Wave NONE = new Wave(0, 1, 0);

    /** A wave in which every device is low between two crossings. */
    public Wave {
        if (devices < 0 || period < 1 || high < 0 || high >= period) {
            throw new IllegalArgumentException("no wave: " + devices + " devices, " + high + " of " + period);
        }
    }

    /** Whether that message of that device is lifted. */
    public boolean lifted(int device, long sequence) {
        if (device >= devices) {
            return false;
        }
        long shifted = sequence - 1 - (long) device * period / devices;
        return shifted >= 0 && shifted % period < high;
    }

    /** The value that is sent. */
    long value(int device, long sequence) {
        return lifted(device, sequence) ? sequence + LIFT : sequence;
    }

    /** The message number of a value. */
    double number(double value) {
        return devices > 0 && value >= LIFT ? value - LIFT : value;
    }
}
