package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.feedback.Thresholds;
import io.telltale.anomaly.fleet.Fleet;
import io.telltale.anomaly.report.ParkedReadings;
import io.telltale.anomaly.report.Reports;
import io.telltale.anomaly.store.ReadingDatabase;
import io.telltale.anomaly.store.TimescaleReadingStore;
import io.telltale.events.shards.ShardProcessor;

/** Makes a pipeline each time a shard is opened. Thread-safe. */
public final class ReadingPipelines implements ShardProcessor.Factory {

    private final ReadingDatabase database;
    private final Fleet fleet;
    private final Thresholds thresholds;
    private final Reports reports;
    private final PipelineMetrics metrics;
    private final PipelineSettings settings;

    /** Over one database and one connection to NATS. */
    public ReadingPipelines(
            ReadingDatabase database,
            Fleet fleet,
            Thresholds thresholds,
            Reports reports,
            PipelineMetrics metrics,
            PipelineSettings settings) {
        this.database = database;
        this.fleet = fleet;
        this.thresholds = thresholds;
        this.reports = reports;
        this.metrics = metrics;
        this.settings = settings;
    }

    @Override
    public ShardProcessor create(int shard) {
        TimescaleReadingStore store = database.newStore();
        ParkedReadings parked = reports.parked();
        return new ReadingPipeline(
                shard,
                settings,
                fleet,
                database.tables(),
                thresholds,
                new BisectingStore(store, parked),
                parked,
                reports.events(shard, store),
                reports.live(),
                metrics);
    }
}
