package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.store.AnomalyRow;
import io.telltale.anomaly.store.ReadingRows;
import io.telltale.events.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one round of the pipeline is about to store, and where it came from. For one thread; used again and again. */
final class Round {

    private final ReadingRows rows = new ReadingRows();
    private final List<AnomalyRow> anomalies = new ArrayList<>();
    private Series[] series = new Series[1024];
    private long[] sequences = new long[1024];
    private int[] indexes = new int[1024];

    void clear() {
        rows.clear();
        anomalies.clear();
    }

    /** Adds reading {@code index} of the batch at {@code sequence}. */
    void add(Series of, long micros, double value, long sequence, int index) {
        int i = rows.size();
        if (i == series.length) {
            series = Arrays.copyOf(series, i * 2);
            sequences = Arrays.copyOf(sequences, i * 2);
            indexes = Arrays.copyOf(indexes, i * 2);
        }
        rows.add(of.id(), micros, value);
        series[i] = of;
        sequences[i] = sequence;
        indexes[i] = index;
    }

    void add(AnomalyRow anomaly) {
        anomalies.add(anomaly);
    }

    ReadingRows rows() {
        return rows;
    }

    List<AnomalyRow> anomalies() {
        return anomalies;
    }

    Series series(int i) {
        return series[i];
    }

    Reading reading(int i) {
        return new Reading(
                series[i].key().tenant(),
                series[i].key().device(),
                series[i].key().metric(),
                rows.micros(i),
                rows.value(i));
    }

    /** Where reading {@code i} lies in the stream. */
    String position(int i) {
        return position(sequences[i], indexes[i]);
    }

    /** A place in the stream, the same whenever the batch is read. */
    static String position(long sequence, int index) {
        return sequence + "-" + index;
    }

    /** Forgets the anomaly of a reading that can't be stored. */
    void dropAnomaly(int i) {
        anomalies.removeIf(
                a -> a.seriesId() == rows.seriesId(i) && a.micros() == rows.micros(i) && a.value() == rows.value(i));
    }
}
