package io.telltale.anomaly;

import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.telltale.anomaly.feedback.Thresholds;
import io.telltale.anomaly.fleet.Fleet;
import io.telltale.anomaly.peers.PeerLook;
import io.telltale.anomaly.peers.PeerMetrics;
import io.telltale.anomaly.peers.PeerSettings;
import io.telltale.anomaly.peers.PeerWatch;
import io.telltale.anomaly.pipeline.AcceptedTimes;
import io.telltale.anomaly.pipeline.PipelineMetrics;
import io.telltale.anomaly.pipeline.PipelineSettings;
import io.telltale.anomaly.pipeline.ReadingPipelines;
import io.telltale.anomaly.pipeline.SeriesLimits;
import io.telltale.anomaly.report.LiveWatch;
import io.telltale.anomaly.report.Reports;
import io.telltale.anomaly.store.PeerTables;
import io.telltale.anomaly.store.ReadingDatabase;
import io.telltale.events.Nats;
import io.telltale.events.Streams;
import io.telltale.events.shards.IntakeSettings;
import io.telltale.events.shards.ShardIntake;
import io.telltale.events.shards.StreamJanitor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Starts and stops the reading of the stream. Connecting happens on a thread of its own, so that the service answers its
 * health checks, and the API serves what is stored, while NATS is still away.
 */
@ApplicationScoped
class TelemetryIntake {

    private static final System.Logger LOG = System.getLogger(TelemetryIntake.class.getName());
    private static final String SERVICE = "anomaly-service";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration FLEET_PATIENCE = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 1_000;
    private static final long STOP_PATIENCE_MILLIS = 5_000;

    private final AnomalyServiceSettings settings;
    private final NatsSettings natsSettings;
    private final Streams.Limits limits;
    private final ReadingDatabase database;
    private final Thresholds thresholds;
    private final PipelineMetrics metrics;
    private final PeerMetrics peerMetrics;
    private final ShardGauges shards;
    private volatile Optional<Running> running = Optional.empty();
    private volatile Optional<Thread> starter = Optional.empty();

    TelemetryIntake(
            AnomalyServiceSettings settings,
            NatsSettings natsSettings,
            ReadingDatabase database,
            Thresholds thresholds,
            MeterRegistry registry) {
        this.settings = settings;
        this.natsSettings = natsSettings;
        this.limits = Streams.Limits.replicated(natsSettings.replicas());
        this.database = database;
        this.thresholds = thresholds;
        this.metrics = new PipelineMetrics(registry);
        this.peerMetrics = new PeerMetrics(registry);
        this.shards = new ShardGauges(
                () -> running().map(Running::intake), settings.health().stalledAfter());
        shards.register(registry, SERVICE);
    }

    void start(@Observes StartupEvent event) {
        thresholds.start();
        starter = Optional.of(Thread.ofVirtual().name("telemetry-intake-start").start(this::connectAndRead));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (starter.isPresent()) {
            starter.get().interrupt();
            starter.get().join(STOP_PATIENCE_MILLIS);
        }
        if (running.isPresent()) {
            running.get().close();
        }
        thresholds.close();
    }

    /** How the shards of this replica are doing. */
    ShardGauges shards() {
        return shards;
    }

    /** What is running, once NATS was reached. */
    Optional<Running> running() {
        return running;
    }

    private void connectAndRead() {
        try {
            Connection nats = Nats.connectWhenUp(natsSettings.url(), SERVICE);
            ensureStreams(nats);
            Fleet fleet = Fleet.open(nats);
            if (!fleet.awaitLoaded(FLEET_PATIENCE)) {
                LOG.log(System.Logger.Level.WARNING, "fleet not loaded yet: profiles hold as they were saved");
            }
            Reports reports = new Reports(nats, database, CLOCK);
            Optional<LiveWatch> watch = natsSettings
                    .sysUrl()
                    .map(url -> new LiveWatch(
                            url, SERVICE, reports.live(), settings.live().poll()));
            watch.ifPresent(LiveWatch::start);
            ShardIntake intake = new ShardIntake(
                    nats,
                    intakeSettings(),
                    new ReadingPipelines(database, fleet, thresholds, reports, metrics, pipelineSettings()));
            intake.start();
            StreamTrimming trimming = trimming(nats);
            trimming.start();
            PeerWatch peers = peers(fleet, reports);
            peers.start();
            running = Optional.of(new Running(nats, fleet, intake, trimming, peers, watch));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | JetStreamApiException e) {
            LOG.log(System.Logger.Level.ERROR, "intake not started: restart the service", e);
        }
    }

    private void ensureStreams(Connection nats) throws InterruptedException {
        String said = "";
        while (true) {
            try {
                Streams.ensure(nats, limits);
                return;
            } catch (IOException | JetStreamApiException e) {
                if (!e.toString().equals(said)) {
                    said = e.toString();
                    LOG.log(System.Logger.Level.WARNING, "streams not ready, trying again", e);
                }
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private PeerWatch peers(Fleet fleet, Reports reports) {
        AnomalyServiceSettings.Peers peers = settings.peers();
        PeerLook look = new PeerLook(
                new PeerSettings(peers.window(), peers.settle(), peers.label(), peers.mostSeries()),
                fleet,
                thresholds,
                database.peers(),
                reports.events(PeerTables.OUTBOX_LANE, database.newStore()),
                peerMetrics,
                CLOCK,
                instance());
        return new PeerWatch(look, peers.window());
    }

    private String instance() {
        return settings.instance().orElseGet(() -> UUID.randomUUID().toString());
    }

    private StreamTrimming trimming(Connection nats) {
        AnomalyServiceSettings.Trimming trimming = settings.trimming();
        return new StreamTrimming(
                nats,
                new StreamJanitor(trimming.services(), trimming.horizon()),
                database.tables(),
                trimming.every(),
                CLOCK);
    }

    private IntakeSettings intakeSettings() {
        AnomalyServiceSettings.Intake intake = settings.intake();
        return new IntakeSettings(SERVICE, instance(), intake.maxReadings(), intake.prefetch(), intake.tick());
    }

    private PipelineSettings pipelineSettings() {
        AnomalyServiceSettings.Series series = settings.series();
        return new PipelineSettings(
                new SeriesLimits(series.perDevice(), series.perTenant(), series.perShard()),
                new AcceptedTimes(settings.times().past(), settings.times().ahead()),
                settings.detection().snapshotEvery(),
                CLOCK);
    }

    /** Connection and readers, from the moment they exist. */
    record Running(
            Connection nats,
            Fleet fleet,
            ShardIntake intake,
            StreamTrimming trimming,
            PeerWatch peers,
            Optional<LiveWatch> watch) {

        void close() throws InterruptedException {
            intake.close();
            trimming.close();
            peers.close();
            watch.ifPresent(LiveWatch::close);
            fleet.close();
            nats.close();
        }
    }
}
