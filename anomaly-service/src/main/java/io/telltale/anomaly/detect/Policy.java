package io.telltale.anomaly.detect;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What a device's profile says of the detection in one of its metrics. It changes what is found from then on, never a score
 * that was given before.
 *
 * @param off the detectors that find nothing, a bit for each {@link Detector} at its ordinal; they go on learning
 * @param low lowest value that the sensor can measure; minus infinity when nobody says
 * @param high highest value that the sensor can measure; infinity when nobody says
 * @param unit as people write it; empty when nobody says
 */
public record Policy(int off, double low, double high, String unit) {

    /** Everything on, no limits. */
    public static final Policy STANDARD = new Policy(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "");

    /** The bits of the detectors of these names; what is no view of a single series has none. */
    public static int bits(Collection<String> labels) {
        int off = 0;
        for (Detector detector : Detector.values()) {
            if (labels.contains(detector.label())) {
                off |= bit(detector);
            }
        }
        return off;
    }

    /** The names of the detectors that are off. */
    public List<String> offLabels() {
        return Arrays.stream(Detector.values())
                .filter(detector -> (off & bit(detector)) != 0)
                .map(Detector::label)
                .toList();
    }

    /** Whether the sensor cannot measure such a value. */
    public boolean beyond(double value) {
        return value < low || value > high;
    }

    static int bit(Detector detector) {
        return 1 << detector.ordinal();
    }
}
