package io.telltale.anomaly.pipeline;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.telltale.anomaly.report.AnomalyEvents;
import io.telltale.anomaly.report.LiveFeed;
import io.telltale.anomaly.report.ParkedReadings;
import io.telltale.anomaly.store.ShardTables;
import io.telltale.anomaly.store.TimescaleReadingStore;
import io.telltale.events.shards.ShardProcessor;
import java.io.IOException;
import javax.sql.DataSource;

/** Makes a pipeline each time a shard is opened. Thread-safe. */
public final class ReadingPipelines implements ShardProcessor.Factory {

    private final DataSource dataSource;
    private final JetStream jetStream;
    private final LiveFeed live;
    private final PipelineMetrics metrics;
    private final PipelineSettings settings;

    /** Over one database and one connection to NATS. */
    public ReadingPipelines(
            DataSource dataSource, Connection nats, LiveFeed live, PipelineMetrics metrics, PipelineSettings settings)
            throws IOException {
        this.dataSource = dataSource;
        this.jetStream = nats.jetStream();
        this.live = live;
        this.metrics = metrics;
        this.settings = settings;
    }

    @Override
    public ShardProcessor create(int shard) {
        ShardTables tables = new ShardTables(dataSource);
        TimescaleReadingStore store = new TimescaleReadingStore(dataSource);
        ParkedReadings parked = new ParkedReadings(jetStream, settings.clock());
        return new ReadingPipeline(
                shard,
                settings,
                tables,
                new BisectingStore(store, parked),
                parked,
                new AnomalyEvents(jetStream, tables, store, settings.clock(), shard),
                live,
                metrics);
    }
}
