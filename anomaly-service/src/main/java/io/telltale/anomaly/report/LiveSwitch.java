package io.telltale.anomaly.report;

import io.telltale.events.SeriesKey;
import io.telltale.events.Subjects;

/** Whether somebody watches a series, looked up again only when the watchers change. For the series' thread. */
public final class LiveSwitch {

    private final SeriesKey key;
    private final String subject;
    private LiveInterest decidedBy = LiveInterest.NONE;
    private boolean on;

    /** Off until somebody watches. */
    public LiveSwitch(SeriesKey key) {
        this.key = key;
        this.subject = Subjects.live(key.tenant(), key.device(), key.metric());
    }

    boolean on(LiveInterest interest) {
        if (interest != decidedBy) {
            decidedBy = interest;
            on = interest.covers(subject);
        }
        return on;
    }

    SeriesKey key() {
        return key;
    }

    String subject() {
        return subject;
    }
}
