package io.telltale.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.telltale.anomaly.store.ShardTables;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.events.shards.IntakeSettings;
import io.telltale.events.shards.ShardBatch;
import io.telltale.events.shards.ShardIntake;
import io.telltale.events.shards.ShardProcessor;
import io.telltale.events.shards.StreamJanitor;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.Timescale.Database;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/** The thread that keeps the stream from filling up, on a stream that is nearly full. */
@ExtendWith(RealServers.class)
class StreamTrimmingIT {

    private static final int MESSAGES = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void freesWhatIsStoredButNotWhatDetectorsWouldReplayAndSurvivesALostDatabase(Database database, NatsServer server)
            throws Exception {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password());
        server.clear();
        try (Connection nats = server.connect();
                StreamTrimming trimming = trimming(nats, new ShardTables(dataSource))) {
            fill(nats);
            readAll(nats);
            Flyway.configure().dataSource(dataSource).load().migrate();
            execute(
                    database,
                    "insert into shard_progress (shard, last_sequence, snapshot_sequence) values (3, 64, 39)");
            execute(database, "alter table shard_progress rename to lost");
            trimming.start();
            await().during(Duration.ofSeconds(1)).until(() -> first(nats) == 1);

            execute(database, "alter table lost rename to shard_progress");
            await().atMost(PATIENCE).until(() -> first(nats) > 1);
            assertThat(first(nats)).isEqualTo(40);

            execute(database, "update shard_progress set snapshot_sequence = last_sequence");
            makeNearlyFull(nats);
            await().atMost(PATIENCE).until(() -> first(nats) == MESSAGES + 1);
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (java.sql.Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static StreamTrimming trimming(Connection nats, ShardTables tables) {
        StreamJanitor janitor = new StreamJanitor(List.of("test"), Duration.ofHours(24));
        return new StreamTrimming(nats, janitor, tables, Duration.ofMillis(100), InstantSource.system());
    }

    private static void fill(Connection nats) throws Exception {
        Streams.ensure(nats);
        for (int i = 0; i < MESSAGES; i++) {
            byte[] batch = ReadingBatch.builder(0)
                    .add("default", "pump", "t", i, i)
                    .build()
                    .toBytes();
            nats.jetStream().publish(Subjects.telemetry(i % Shards.COUNT), batch);
        }
        makeNearlyFull(nats);
    }

    private static void makeNearlyFull(Connection nats) throws Exception {
        long bytes = nats.jetStreamManagement()
                .getStreamInfo(Streams.TELEMETRY)
                .getStreamState()
                .getByteCount();
        Streams.ensure(nats, new Streams.Limits(1, bytes + 1));
    }

    private static void readAll(Connection nats) throws Exception {
        IntakeSettings settings = new IntakeSettings("test", "a", 500, 8, Duration.ofMillis(200));
        try (ShardIntake intake = new ShardIntake(nats, settings, shard -> new Reading())) {
            intake.start();
            await().atMost(PATIENCE)
                    .until(() -> nats.jetStreamManagement().getConsumers(Streams.TELEMETRY).stream()
                                    .filter(c -> c.getNumPending() == 0 && c.getNumAckPending() == 0)
                                    .count()
                            == Shards.COUNT);
        }
    }

    private static long first(Connection nats) throws Exception {
        return nats.jetStreamManagement()
                .getStreamInfo(Streams.TELEMETRY)
                .getStreamState()
                .getFirstSequence();
    }

    private static final class Reading implements ShardProcessor {
        @Override
        public long open() {
            return 0;
        }

        @Override
        public void process(List<ShardBatch> batches) {}
    }
}
