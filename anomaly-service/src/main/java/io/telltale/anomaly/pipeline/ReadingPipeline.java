package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.feedback.Thresholds;
import io.telltale.anomaly.fleet.Fleet;
import io.telltale.anomaly.report.AnomalyEvents;
import io.telltale.anomaly.report.LiveFeed;
import io.telltale.anomaly.report.ParkedReadings;
import io.telltale.anomaly.report.Refusal;
import io.telltale.anomaly.store.OpenedShard;
import io.telltale.anomaly.store.PendingEvent;
import io.telltale.anomaly.store.ShardTables;
import io.telltale.anomaly.store.StoreException;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import io.telltale.events.shards.ShardBatch;
import io.telltale.events.shards.ShardProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of the readings of one shard: resolve their series, score, store, report.
 *
 * <p>All calls come from the shard's thread. When {@link #process} returns, readings, anomalies and progress are
 * committed and refused readings are parked, so the messages may be acknowledged; when it throws, this object is thrown
 * away and a new one begins at what is committed. Detectors are a fold of the stream: their states are saved little by little
 * ({@link Snapshots}), each with the sequence it stands at, {@link #open} asks for the stream from where some are not saved,
 * and what is stored already is only folded in. So a restart changes no score. What profiles say of detection is saved in the same way, before it counts.
 */
public final class ReadingPipeline implements ShardProcessor {

    private final int shard;
    private final PipelineSettings settings;
    private final Fleet fleet;
    private final ShardTables tables;
    private final Findings findings;
    private final BisectingStore store;
    private final ParkedReadings parked;
    private final AnomalyEvents events;
    private final LiveFeed live;
    private final PipelineMetrics metrics;
    private final ShardSeries series;
    private final Snapshots snapshots;
    private final Round round = new Round();
    private final Tally tally = new Tally();
    private final Assessment assessment = new Assessment();
    private long epoch;
    private long progress;
    private long folded;

    ReadingPipeline(
            int shard,
            PipelineSettings settings,
            Fleet fleet,
            ShardTables tables,
            Thresholds thresholds,
            BisectingStore store,
            ParkedReadings parked,
            AnomalyEvents events,
            LiveFeed live,
            PipelineMetrics metrics) {
        this.shard = shard;
        this.settings = settings;
        this.fleet = fleet;
        this.tables = tables;
        this.findings = new Findings(thresholds, round, tally);
        this.store = store;
        this.parked = parked;
        this.events = events;
        this.live = live;
        this.metrics = metrics;
        this.series = new ShardSeries(shard, tables, settings.limits());
        this.snapshots = new Snapshots(series, settings.snapshotEvery(), settings.clock());
    }

    @Override
    public long open() throws StoreException {
        findings.open();
        OpenedShard opened = tables.open(shard);
        series.load(opened.series());
        epoch = opened.epoch();
        progress = opened.progress();
        folded = opened.snapshot();
        snapshots.open(folded);
        return folded;
    }

    @Override
    public void process(List<ShardBatch> batches) throws Exception {
        List<Resolved> resolved = resolve(batches);
        round.clear();
        tally.clear();
        for (Resolved batch : resolved) {
            score(batch);
        }
        if (folded > progress) {
            parked.flush();
            store(snapshots.due(folded));
            tally.report(metrics);
            report(batches);
        }
        events.settle();
    }

    @Override
    public void idle() throws Exception {
        events.settle();
        if (mayBeSaved()) {
            save(snapshots.due(folded));
        }
    }

    /** The next owner has nothing to fold anew then. */
    @Override
    public void finish() throws Exception {
        if (mayBeSaved()) {
            save(snapshots.whole(folded));
        }
    }

    private void save(Snapshots.Slice states) throws Exception {
        if (!states.states().isEmpty()) {
            round.clear();
            store(states);
        }
    }

    /**
     * Series that this shard has never seen are created, in bulk and as far as the limits allow; when a profile has come to
     * say something else of one of the others, that is saved first. While replaying, what was saved holds.
     */
    private List<Resolved> resolve(List<ShardBatch> batches) throws Exception {
        List<Resolved> resolved = new ArrayList<>(batches.size());
        Set<SeriesKey> unknown = new LinkedHashSet<>();
        boolean replaying = folded < progress;
        long version = fleet.version();
        boolean changed = false;
        for (ShardBatch batch : batches) {
            ReadingBatch readings = batch.readings();
            @Nullable Series[] found = new Series[readings.size()];
            resolved.add(new Resolved(batch, found));
            for (int i = 0; i < found.length; i++) {
                SeriesKey key = key(readings, i);
                Series of = series.find(key);
                found[i] = of;
                if (of != null) {
                    changed |= !replaying && of.follow(fleet, version);
                } else if (batch.sequence() > progress) {
                    unknown.add(key);
                }
            }
        }
        if (!unknown.isEmpty()) {
            series.create(unknown, fleet);
        }
        if (changed) {
            save(snapshots.whole(folded));
        }
        return resolved;
    }

    private void score(Resolved resolved) {
        ShardBatch batch = resolved.batch;
        ReadingBatch readings = batch.readings();
        boolean stored = batch.sequence() <= progress;
        for (int i = 0; i < readings.size(); i++) {
            Series known = resolved.series[i];
            Series of = known == null ? series.find(key(readings, i)) : known;
            if (of != null && of.holds(batch.sequence())) {
                continue;
            }
            if (!settings.times().accept(readings.micros(i), readings.receivedMicros())) {
                refuse(batch, i, Refusal.TIME_OUT_OF_RANGE, stored);
            } else if (of == null) {
                refuse(batch, i, Refusal.TOO_MANY_SERIES, stored);
            } else {
                score(of, batch, i, stored);
            }
        }
        folded = batch.sequence();
        if (!stored) {
            tally.received(readings.size());
        }
    }

    private void score(Series of, ShardBatch batch, int i, boolean stored) {
        long micros = batch.readings().micros(i);
        double value = batch.readings().value(i);
        boolean late = !of.judge(micros, value, assessment);
        if (stored) {
            return;
        }
        round.add(of, micros, value, batch.sequence(), i);
        if (late) {
            tally.late();
        }
        findings.take(of, micros, value, assessment);
    }

    private void refuse(ShardBatch batch, int i, Refusal reason, boolean stored) {
        if (!stored) {
            parked.add(batch.readings().reading(i), reason, settings.detail(reason), position(batch.sequence(), i));
            tally.parked(reason);
        }
    }

    private String position(long sequence, int index) {
        return shard + "-" + Round.position(sequence, index);
    }

    private void store(Snapshots.Slice states) throws Exception {
        long began = System.nanoTime();
        BisectingStore.Outcome outcome = store.store(shard, epoch, progress, folded, round, states);
        metrics.committed(outcome, Duration.ofNanos(System.nanoTime() - began));
        metrics.parked(Refusal.REJECTED_BY_STORE, outcome.parked());
        progress = folded;
    }

    /** Never while replaying: a state older than the progress would pass for one that is as far. */
    private boolean mayBeSaved() {
        return folded >= progress;
    }

    private void report(List<ShardBatch> batches) {
        events.publish(round.anomalies().stream()
                .map(a -> new PendingEvent(a.eventId(), a.subject(), a.event()))
                .toList());
        if (!live.idle()) {
            for (int i = 0; i < round.rows().size(); i++) {
                live.publish(
                        round.series(i).live(),
                        round.rows().micros(i),
                        round.rows().value(i));
            }
        }
        metrics.delays(batches, settings.clock().millis() * 1_000);
    }

    /** A batch and the series of each of its readings, as far as they were known. */
    private record Resolved(ShardBatch batch, @Nullable Series[] series) {}

    private static SeriesKey key(ReadingBatch readings, int i) {
        return new SeriesKey(readings.tenant(i), readings.device(i), readings.metric(i));
    }
}
