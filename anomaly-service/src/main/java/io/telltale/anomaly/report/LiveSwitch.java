package io.telltale.anomaly.report;

import io.telltale.events.SeriesKey;
import io.telltale.events.Subjects;
import org.jspecify.annotations.Nullable;

/** Whether somebody watches a series, looked up again only when the watchers change. For the series' thread. */
public final class LiveSwitch {

    private final SeriesKey key;
    /** Only of a series that was looked at while somebody watched: a hundred thousand that nobody watches need none. */
    private @Nullable String subject;

    private LiveInterest decidedBy = LiveInterest.NONE;
    private boolean on;

    /** Off until somebody watches. */
    public LiveSwitch(SeriesKey key) {
        this.key = key;
    }

    boolean on(LiveInterest interest) {
        if (interest != decidedBy) {
            decidedBy = interest;
            on = interest.covers(subject());
        }
        return on;
    }

    SeriesKey key() {
        return key;
    }

    String subject() {
        if (subject == null) {
            subject = Subjects.live(key.tenant(), key.device(), key.metric());
        }
        return subject;
    }
}
