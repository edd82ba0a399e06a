package io.telltale.anomaly.peers;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.telltale.anomaly.MigratedDatabase;
import io.telltale.anomaly.feedback.FeedbackTable;
import io.telltale.anomaly.feedback.Thresholds;
import io.telltale.anomaly.fleet.Fleet;
import io.telltale.anomaly.report.Reports;
import io.telltale.anomaly.store.PeerTables;
import io.telltale.anomaly.store.ReadingDatabase;
import io.telltale.events.DeviceEntry;
import io.telltale.events.ProfileEntry;
import io.telltale.events.SeriesKey;
import io.telltale.events.Streams;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.postgresql.ds.PGSimpleDataSource;

/** Twelve pumps at site north, in a migrated database and in the bucket of devices, and a clock to turn. */
final class PeerLab implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final int PUMPS = 12;
    private static final Duration SETTLE = Duration.ofSeconds(30);

    final Connection nats;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final ReadingDatabase telemetry;
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final MigratedDatabase database;
    private final PGSimpleDataSource dataSource;
    private final Fleet fleet;

    PeerLab(Database database, NatsServer server) throws Exception {
        this.database = new MigratedDatabase(database);
        dataSource = this.database.dataSource();
        telemetry = new ReadingDatabase(dataSource);
        server.clear();
        nats = server.connect();
        Streams.ensure(nats);
        for (int pump = 0; pump < PUMPS; pump++) {
            nats.keyValue(Streams.DEVICES)
                    .put("default.pump-" + pump, pump(pump).toBytes());
        }
        fleet = Fleet.open(nats);
        Awaitility.await().until(() -> fleet.version() > 0 && fleet.devices().size() == PUMPS);
        execute("insert into series (shard, tenant, device, metric) select 0, 'default', 'pump-' || n, 'temperature'"
                + " from generate_series(0, 11) n order by n");
    }

    private static DeviceEntry pump(int number) {
        return new DeviceEntry(
                "default",
                "pump-" + number,
                true,
                List.of(),
                Optional.of("pump"),
                Map.of("site", "north"),
                false,
                Optional.empty());
    }

    /** From now on the profile of the pumps says that of their temperature. */
    void profile(ProfileEntry.Detection detection) throws Exception {
        ProfileEntry.Metric metric = new ProfileEntry.Metric(Optional.of("°C"), detection);
        ProfileEntry entry = new ProfileEntry("default", "pump", Map.of("temperature", metric));
        nats.keyValue(Streams.PROFILES).put(entry.key(), entry.toBytes());
        SeriesKey series = new SeriesKey("default", "pump-7", "temperature");
        Awaitility.await()
                .until(() -> fleet.off(series, PeerFinding.DETECTOR)
                                == detection.off().contains(PeerFinding.DETECTOR)
                        && fleet.policy(series).isPresent());
    }

    /** A replica of that name. */
    PeerLook replica(String name) throws Exception {
        return new PeerLook(
                new PeerSettings(Duration.ofMinutes(1), SETTLE, "site", 1000),
                fleet,
                new Thresholds(new FeedbackTable(dataSource, dataSource), 0.5, Duration.ofHours(1), registry),
                telemetry.peers(),
                new Reports(nats, telemetry, now::get).events(PeerTables.OUTBOX_LANE, telemetry.newStore()),
                new PeerMetrics(registry),
                now::get,
                name);
    }

    /** Two readings a minute of each pump in the minutes given: about 20, together up and down, each a little by itself. */
    void readings(int fromMinute, int toMinute) throws SQLException {
        execute("insert into readings select series_id, timestamptz '" + START + "' + second * interval '1 second',"
                + " 20 + 5 * sin(second / 600.0) + series_id + 0.2 * sin(second * series_id * 1.7)"
                + " from series, generate_series(" + fromMinute * 60 + ", " + (toMinute * 60 - 1) + ", 30) second");
    }

    /** What a pump measured in the minutes given was more than that. */
    void shift(String device, int fromMinute, int toMinute, double by) throws SQLException {
        execute("update readings set value = value + " + by + " where series_id = (select series_id from series"
                + " where device = '" + device + "') and ts >= timestamptz '" + START + "' + interval '" + fromMinute
                + " minutes' and ts < timestamptz '" + START + "' + interval '" + toMinute + " minutes'");
    }

    /** Turns the clock to when the windows before that minute are compared. */
    void settled(int minute) {
        now.set(START.plusSeconds(60L * minute).plus(SETTLE));
    }

    /** The claim of whoever compares has run out. */
    void expireClaim() throws SQLException {
        execute("update peer_progress set held_until = now() - interval '1 second'");
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
        nats.close();
    }
}
