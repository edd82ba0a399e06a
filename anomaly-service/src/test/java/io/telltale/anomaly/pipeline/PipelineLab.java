package io.telltale.anomaly.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.telltale.anomaly.MigratedDatabase;
import io.telltale.anomaly.feedback.FeedbackTable;
import io.telltale.anomaly.feedback.Thresholds;
import io.telltale.anomaly.fleet.Fleet;
import io.telltale.anomaly.report.Reports;
import io.telltale.anomaly.store.ReadingDatabase;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Streams;
import io.telltale.events.shards.ShardBatch;
import io.telltale.events.shards.ShardProcessor;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrated database, a NATS connection and a clock to turn, to run pipelines by hand. */
final class PipelineLab implements AutoCloseable {

    static final int SHARD = 3;
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    final Connection nats;
    final AtomicReference<Instant> now = new AtomicReference<>(START);
    final Fleet fleet;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MigratedDatabase database;
    private final PGSimpleDataSource dataSource;
    private final PipelineMetrics metrics = new PipelineMetrics(registry);
    private final List<Thresholds> opened = new ArrayList<>();
    private SeriesLimits limits = new SeriesLimits(10, 1000, 1000);
    private double reportScore = 0.5;

    PipelineLab(Database database, NatsServer server) throws IOException, JetStreamApiException, InterruptedException {
        this.database = new MigratedDatabase(database);
        dataSource = this.database.dataSource();
        server.clear();
        nats = server.connect();
        Streams.ensure(nats);
        fleet = Fleet.open(nats);
        if (!fleet.awaitLoaded(Duration.ofSeconds(20))) {
            throw new IllegalStateException("the empty buckets were not loaded");
        }
    }

    void limits(SeriesLimits changed) {
        limits = changed;
    }

    void reportScore(double changed) {
        reportScore = changed;
    }

    /** A pipeline that is open: what a replica has after it took the shard over. */
    Opened open() throws Exception {
        PipelineSettings settings = new PipelineSettings(
                limits, new AcceptedTimes(Duration.ofDays(3650), Duration.ofDays(1)), Duration.ofSeconds(30), now::get);
        ReadingDatabase telemetry = new ReadingDatabase(dataSource);
        Reports reports = new Reports(nats, telemetry, now::get);
        Thresholds thresholds = new Thresholds(
                new FeedbackTable(dataSource, dataSource), reportScore, Duration.ofMillis(100), registry);
        opened.add(thresholds);
        ShardProcessor pipeline =
                new ReadingPipelines(telemetry, fleet, thresholds, reports, metrics, settings).create(SHARD);
        return new Opened(pipeline, pipeline.open(), thresholds);
    }

    /** Up to where the stream may be trimmed as far as this service is concerned, exclusive. */
    long neededFrom() throws IOException {
        return new ReadingDatabase(dataSource).tables().neededFrom();
    }

    /** A batch that reached the gateway now. */
    ReadingBatch.Builder batch() {
        return ReadingBatch.builder(micros(now.get()));
    }

    static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /** Rows of a query, columns parted by a blank. */
    List<String> query(String sql) throws SQLException {
        return database.query(sql);
    }

    void execute(String sql) throws SQLException {
        database.execute(sql);
    }

    @Override
    public void close() throws InterruptedException {
        fleet.close();
        opened.forEach(Thresholds::close);
        nats.close();
    }

    /** An open pipeline, the sequence it wants to be read from, and thresholds that nobody looks after until they are started. */
    record Opened(ShardProcessor pipeline, long after, Thresholds thresholds) {

        void process(long sequence, ReadingBatch.Builder batch) throws Exception {
            pipeline.process(List.of(new ShardBatch(sequence, batch.build())));
        }
    }
}
