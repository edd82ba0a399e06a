package io.telltale.alerting.alert;

import io.telltale.alerting.rule.RuleSet;
import io.telltale.events.BatchSeries;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one shard's series are up to: folds readings into {@link Transition}s.
 *
 * <p>A fold of the stream over what the database held: {@link #seen} and the open alerts, restored at the same sequence,
 * give the same transitions again. Only a reading newer than every one before it of its series is judged, so late and
 * repeated readings do nothing.
 *
 * <p>For one thread. Holds at most {@code maxSeries} series and those with open alerts; the one that was silent longest
 * is forgotten first, after which a late reading of it would be judged as if it were new.
 */
public final class AlertBook {

    private final int maxSeries;
    private final DeviceLabels labels;
    private final Wording wording;
    private final Map<SeriesKey, SeriesWatch> series = new LinkedHashMap<>(64, 0.75f, true);
    private final BatchSeries<SeriesWatch> watches = new BatchSeries<>(this::watch);
    private final List<SeriesWatch> dirty = new ArrayList<>();
    private RuleSet rules = RuleSet.EMPTY;

    /** A book whose alerts carry the texts of their rules as they were written. */
    public AlertBook(int maxSeries, DeviceLabels labels) {
        this(maxSeries, labels, Wording.PLAIN);
    }

    public AlertBook(int maxSeries, DeviceLabels labels, Wording wording) {
        this.maxSeries = maxSeries;
        this.labels = labels;
        this.wording = wording;
    }

    /** Forgets everything and takes what the database holds of this shard. */
    public void restore(Collection<SeenSeries> seen, Collection<Alert> open) {
        series.clear();
        dirty.clear();
        for (SeenSeries s : seen) {
            series.put(s.series(), new SeriesWatch(s.series(), s.micros(), wording));
        }
        open.forEach(this::restore);
    }

    /** Takes the open alerts of this shard anew, because a change of the rules may have ended some behind its back. */
    public void reopen(Collection<Alert> open) {
        series.values().forEach(SeriesWatch::forgetAlerts);
        open.forEach(this::restore);
    }

    private void restore(Alert alert) {
        series.computeIfAbsent(alert.series(), key -> new SeriesWatch(key, Micros.of(alert.lastAt()), wording))
                .restore(alert);
    }

    /** Judges the readings of a batch in their order. */
    public List<Transition> read(RuleSet current, ReadingBatch batch) {
        List<Transition> changes = new ArrayList<>();
        rules = current;
        watches.begin(batch);
        for (int i = 0; i < batch.size(); i++) {
            SeriesWatch watch = watches.find(i);
            if (watch != null && batch.micros(i) > watch.newest()) {
                watch.read(rules, batch.micros(i), batch.value(i), changes);
                if (watch.watched() && watch.markDirty()) {
                    dirty.add(watch);
                }
            }
        }
        return changes;
    }

    /** Once a batch and series: the watch of it with the labels that the device carries now; null when no rule is about it. */
    private @Nullable SeriesWatch watch(SeriesKey key) {
        if (!rules.watches(key.tenant(), key.metric())) {
            return null;
        }
        SeriesWatch watch = series.get(key);
        if (watch == null) {
            watch = new SeriesWatch(key, Long.MIN_VALUE, wording);
            series.put(key, watch);
            forgetSilent();
        }
        watch.carry(labels.of(key.tenant(), key.device()), labels.profile(key.tenant(), key.device()));
        return watch;
    }

    private void forgetSilent() {
        Iterator<SeriesWatch> oldestFirst = series.values().iterator();
        while (series.size() > maxSeries && oldestFirst.hasNext()) {
            if (!oldestFirst.next().hasOpenAlerts()) {
                oldestFirst.remove();
                watches.forget();
            }
        }
    }

    /** How far each series came that was read since {@link #saved}. */
    public List<SeenSeries> seen() {
        return dirty.stream().map(w -> new SeenSeries(w.key(), w.newest())).toList();
    }

    /** The database holds what {@link #seen} and the transitions said. */
    public void saved() {
        dirty.forEach(SeriesWatch::saved);
        dirty.clear();
    }

    /** Number of series it remembers. */
    public int size() {
        return series.size();
    }
}
