package io.telltale.alerting.absence;

import io.telltale.events.BatchSeries;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * When the devices and series of one lane were heard, as far as the database has to know of it. Readings are noted by the
 * lane's thread; another one carries the notes to the database.
 *
 * <p>Costs a look-up for each device of a batch, and for each reading one array access where a rule looks at silence. Bounded:
 * beyond {@code most} entries the oldest is forgotten, which costs a write more and nothing else.
 */
final class Marks {

    /** Stands for any metric. */
    static final String ANYTHING = "";

    private final Map<SeriesKey, Mark> marks;
    private final BatchSeries<Mark> ofSeries = new BatchSeries<>(this::series);
    private final ReentrantLock lock = new ReentrantLock();
    private Map<SeriesKey, Long> fresh = new HashMap<>();
    private WatchedSeries watched = WatchedSeries.NONE;

    Marks(int most) {
        marks = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SeriesKey, Mark> eldest) {
                return size() > most;
            }
        };
    }

    /** When a series was noted last, and how long after it is noted again; microseconds. */
    private static final class Mark {
        final SeriesKey key;
        final long apart;
        long noted = Long.MIN_VALUE;

        Mark(SeriesKey key, long apart) {
            this.key = key;
            this.apart = apart;
        }
    }

    /** Notes what is in a batch, heard at {@code now} by the lane's clock. The lane's thread. */
    void note(ReadingBatch batch, WatchedSeries current, long now) {
        if (current != watched) {
            watched = current;
            marks.clear();
        }
        lock.lock();
        try {
            for (int d = 0; d < batch.devices(); d++) {
                note(mark(new SeriesKey(batch.deviceTenant(d), batch.deviceName(d), ANYTHING)), now);
            }
            if (watched.anySeries()) {
                ofSeries.begin(batch);
                for (int i = 0; i < batch.size(); i++) {
                    note(ofSeries.find(i), now);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void note(@Nullable Mark mark, long now) {
        if (mark != null && (mark.noted == Long.MIN_VALUE || now - mark.noted >= mark.apart)) {
            mark.noted = now;
            fresh.put(mark.key, now);
        }
    }

    private @Nullable Mark series(SeriesKey key) {
        return watched.looksAt(key) ? mark(key) : null;
    }

    private Mark mark(SeriesKey key) {
        return marks.computeIfAbsent(key, k -> new Mark(k, watched.apartMicros(k.tenant())));
    }

    /** What was noted since the last call; whoever takes it sees to it that the database gets it. Any thread. */
    Map<SeriesKey, Long> take() {
        lock.lock();
        try {
            Map<SeriesKey, Long> taken = fresh;
            fresh = new HashMap<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** What was taken did not get there; what was noted since is newer. Any thread. */
    void giveBack(Map<SeriesKey, Long> taken) {
        lock.lock();
        try {
            taken.forEach(fresh::putIfAbsent);
        } finally {
            lock.unlock();
        }
    }
}
