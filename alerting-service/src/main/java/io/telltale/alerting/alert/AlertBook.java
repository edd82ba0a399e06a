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
 * <p>A fold of the stream over what the database held: {@link #seen} and the open alerts, restored at the same sequence, and
 * the rules' memory, saved bit by bit and brought to that sequence by {@link #refold}, give the same transitions again. Only a
 * reading newer than every one before it of its series is judged or remembered, so late and repeated readings do nothing.
 *
 * <p>For one thread. Holds at most {@code maxSeries} series, and as many cells of windows, and those with open alerts; the one
 * that was silent longest is forgotten first, after which a late reading of it would be judged as if it were new.
 */
public final class AlertBook {

    private final int maxSeries;
    private final DeviceLabels labels;
    private final Wording wording;
    private final SeriesWatch.Lane lane = new Neighbours();
    private final Map<SeriesKey, SeriesWatch> series = new LinkedHashMap<>(64, 0.75f, true);
    private final BatchSeries<SeriesWatch> watches = new BatchSeries<>(this::watch);
    private final List<SeriesWatch> dirty = new ArrayList<>();
    private final UnsavedMemories unsaved = new UnsavedMemories();
    private RuleSet rules = RuleSet.EMPTY;
    private long cells;
    private long forgotten;

    /** A book whose alerts carry the texts of their rules as they were written. */
    public AlertBook(int maxSeries, DeviceLabels labels) {
        this(maxSeries, labels, Wording.PLAIN);
    }

    public AlertBook(int maxSeries, DeviceLabels labels, Wording wording) {
        this.maxSeries = maxSeries;
        this.labels = labels;
        this.wording = wording;
    }

    private final class Neighbours implements SeriesWatch.Lane {

        @Override
        public SeriesWatch of(SeriesKey key) {
            return known(key);
        }

        @Override
        public void remembers(SeriesWatch watch) {
            unsaved.add(watch);
            cells += watch.grown();
        }

        @Override
        public Wording wording() {
            return wording;
        }
    }

    /** Forgets everything and takes what the database holds of this shard. */
    public void restore(Collection<SeenSeries> seen, Collection<Alert> open) {
        restore(seen, open, List.of());
    }

    /**
     * Forgets everything and takes what the database holds of this shard. The readings after {@link Remembered#rebuildFrom} are
     * to be given to {@link #refold} before anything is judged.
     */
    public void restore(Collection<SeenSeries> seen, Collection<Alert> open, Collection<SavedMemory> memories) {
        series.clear();
        dirty.clear();
        unsaved.clear();
        cells = 0;
        for (SeenSeries s : seen) {
            series.put(s.series(), new SeriesWatch(s.series(), s.micros(), lane));
        }
        for (SavedMemory memory : memories) {
            at(memory.series()).restore(memory.state());
        }
        open.forEach(this::restore);
    }

    /** Takes the open alerts of this shard anew, because a change of the rules may have ended some behind its back. */
    public void reopen(Collection<Alert> open) {
        series.values().forEach(SeriesWatch::forgetAlerts);
        open.forEach(this::restore);
    }

    private void restore(Alert alert) {
        // A composite may be decided by another series than the one it is filed under: that tells nothing of its
        // newest.
        long newest = alert.kind().equals("composite") ? Long.MIN_VALUE : Micros.of(alert.lastAt());
        series.computeIfAbsent(alert.series(), key -> new SeriesWatch(key, newest, lane))
                .restore(alert);
    }

    /** Judges the readings of a batch in their order. */
    public List<Transition> read(RuleSet current, ReadingBatch batch) {
        return read(current, batch, 0);
    }

    /**
     * Judges the readings of a batch in their order.
     *
     * @param sequence of the batch in the stream
     */
    public List<Transition> read(RuleSet current, ReadingBatch batch, long sequence) {
        List<Transition> changes = new ArrayList<>();
        begin(current, batch, sequence);
        for (int i = 0; i < batch.size(); i++) {
            SeriesWatch watch = watches.find(i);
            if (watch != null && batch.micros(i) > watch.newest()) {
                watch.read(rules, batch.micros(i), batch.value(i), changes);
                if (watch.watched() && watch.markDirty()) {
                    dirty.add(watch);
                }
                forgetSilent();
            }
        }
        return changes;
    }

    /** Lets the rules remember the readings of a batch that was judged before; those they remember change nothing. */
    public void refold(RuleSet current, ReadingBatch batch, long sequence) {
        begin(current, batch, sequence);
        for (int i = 0; i < batch.size(); i++) {
            SeriesWatch watch = watches.find(i);
            if (watch != null) {
                watch.refold(rules, batch.micros(i), batch.value(i));
                forgetSilent();
            }
        }
    }

    private void begin(RuleSet current, ReadingBatch batch, long sequence) {
        rules = current;
        unsaved.at(sequence);
        watches.begin(batch);
    }

    /** Once a batch and series: the watch of it with the labels that the device carries now; null when no rule is about it. */
    private @Nullable SeriesWatch watch(SeriesKey key) {
        return rules.watches(key.tenant(), key.metric()) ? known(key) : null;
    }

    private SeriesWatch known(SeriesKey key) {
        SeriesWatch watch = at(key);
        watch.carry(labels.of(key.tenant(), key.device()), labels.profile(key.tenant(), key.device()));
        return watch;
    }

    private SeriesWatch at(SeriesKey key) {
        SeriesWatch watch = series.get(key);
        if (watch == null) {
            watch = new SeriesWatch(key, Long.MIN_VALUE, lane);
            series.put(key, watch);
        }
        return watch;
    }

    /** Only between readings, never while a series is judged: it may be about to open an alert. */
    private void forgetSilent() {
        if (series.size() <= maxSeries && cells <= maxSeries) {
            return;
        }
        Iterator<SeriesWatch> oldestFirst = series.values().iterator();
        while ((series.size() > maxSeries || cells > maxSeries) && oldestFirst.hasNext()) {
            SeriesWatch oldest = oldestFirst.next();
            if (!oldest.hasOpenAlerts()) {
                oldestFirst.remove();
                watches.forget();
                if (oldest.weight() > 0) {
                    cells -= oldest.weight();
                    unsaved.forgotten(oldest);
                    forgotten++;
                }
            }
        }
    }

    /** How far each series came that was read since {@link #saved}. */
    public List<SeenSeries> seen() {
        return dirty.stream().map(w -> new SeenSeries(w.key(), w.newest())).toList();
    }

    /**
     * What the rules remember of some of the series that were read since it was saved last.
     *
     * @param maxBytes about as much at most
     */
    public Remembered remembered(int maxBytes) {
        return unsaved.oldest(maxBytes);
    }

    /** The database holds what {@link #seen}, {@link #remembered} and the transitions said. */
    public void saved() {
        dirty.forEach(SeriesWatch::saved);
        dirty.clear();
        unsaved.saved();
    }

    /** Whether anything the rules remember is not saved. */
    public boolean unsaved() {
        return unsaved.any();
    }

    /** How many series lost what rules remembered of them because there was more than may be kept. */
    public long forgotten() {
        return forgotten;
    }

    /** Number of series it remembers. */
    public int size() {
        return series.size();
    }
}
