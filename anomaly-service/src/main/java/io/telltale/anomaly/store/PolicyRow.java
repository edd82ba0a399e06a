package io.telltale.anomaly.store;

import java.util.List;

/**
 * What holds in the detection of one series from the snapshot on that it is saved with.
 *
 * @param off names of the detectors that are switched off
 * @param low lowest value that can be; minus infinity for none
 * @param high highest value that can be; infinity for none
 * @param unit empty when it is not known
 * @param lastBeyond when the last value beyond these was measured, microseconds since the epoch; {@link Long#MIN_VALUE}
 *     for never
 * @param beyond whether the last value was beyond them
 */
public record PolicyRow(List<String> off, double low, double high, String unit, long lastBeyond, boolean beyond) {

    public PolicyRow {
        off = List.copyOf(off);
    }
}
