package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.detect.SeriesDetector;
import io.telltale.anomaly.report.LiveSwitch;
import io.telltale.events.SeriesKey;

/** A series as its shard's owner holds it in memory. For the shard's thread. */
final class Series {

    private final int id;
    private final SeriesKey key;
    private final SeriesDetector detector;
    private final LiveSwitch live;
    private boolean dirty;

    Series(int id, SeriesKey key, SeriesDetector detector) {
        this.id = id;
        this.key = key;
        this.detector = detector;
        this.live = new LiveSwitch(key);
    }

    int id() {
        return id;
    }

    SeriesKey key() {
        return key;
    }

    SeriesDetector detector() {
        return detector;
    }

    LiveSwitch live() {
        return live;
    }

    /** Whether the detector's state has changed since it was last saved. */
    boolean dirty() {
        return dirty;
    }

    void dirty(boolean changed) {
        this.dirty = changed;
    }
}
