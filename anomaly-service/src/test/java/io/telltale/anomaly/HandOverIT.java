package io.telltale.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Own;
import io.telltale.testkit.RealServers;
import io.telltale.testkit.ServiceProcess;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.Timescale.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two packaged services share the shards; one is frozen with a batch in hand and wakes up when its shards are another's. */
@ExtendWith(RealServers.class)
class HandOverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(5);
    private static final long T = 1_772_366_400_000_000L;
    private static final int DEVICES = 64;
    private static final int BATCH = 50;

    private final AtomicBoolean loaded = new AtomicBoolean(true);
    private Database database;
    private Connection nats;
    private ServiceProcess first;
    private ServiceProcess second;

    @BeforeEach
    void start(@Own NatsServer server, @Own Timescale timescale) throws Exception {
        database = timescale.createDatabase("telemetry");
        nats = server.connect();
        Streams.ensure(nats);
        Map<String, String> environment = Map.of(
                "TELLTALE_NATS_URL", server.url(),
                "TELLTALE_DB_PORT", Integer.toString(timescale.port()),
                "TELEMETRY_DB_PASSWORD", database.password());
        first = ServiceProcess.spawn("TELLTALE_TELEMETRY_PORT", environment).awaitReady();
        second = ServiceProcess.spawn("TELLTALE_TELEMETRY_PORT", environment).awaitReady();
        await().atMost(PATIENCE).until(() -> owned(first) == Shards.COUNT / 2 && owned(second) == Shards.COUNT / 2);
    }

    @AfterEach
    void stop() throws Exception {
        first.close();
        second.close();
        nats.close();
    }

    @Test
    void writesNothingAfterItWasReplacedInItsSleep() throws Exception {
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(this::publish);
        await().atMost(PATIENCE).until(() -> stored() > 5_000);

        try (java.sql.Connection barrier = database.connect();
                Statement lock = barrier.createStatement()) {
            barrier.setAutoCommit(false);
            lock.execute("lock table readings in share row exclusive mode");
            await().atMost(PATIENCE).until(() -> waiting() == Shards.COUNT);
            first.freeze();
            barrier.rollback();
        }
        await().atMost(TAKEN_OVER).pollInterval(Duration.ofMillis(50)).until(() -> owned(second) == Shards.COUNT);
        long then = stored();
        await().atMost(PATIENCE).until(() -> stored() > then + 20_000);

        first.thaw();
        await().atMost(PATIENCE).until(() -> owned(first) == Shards.COUNT / 2 && owned(second) == Shards.COUNT / 2);
        loaded.set(false);
        int published = load.get();
        await().atMost(PATIENCE).until(() -> stored() >= published);

        assertThat(stored()).isEqualTo(published);
        assertThat(second.log()).contains("ending the transaction of the owner before shard=");
        // It hears of its end when it reads the server's last word, or by the broken connection when it writes first.
        assertThat(first.log())
                .containsPattern("terminating connection due to administrator command|failed with SQL state 08006");
        assertThat(progressOfEveryShard()).isEqualTo(lastSequenceOfEveryShard());
    }

    private int publish() {
        int sent = 0;
        try {
            for (int round = 0; loaded.get(); round++) {
                for (int device = 0; device < DEVICES; device++) {
                    ReadingBatch.Builder batch = ReadingBatch.builder(T);
                    for (int i = 0; i < BATCH; i++) {
                        batch.add("default", "pump-" + device, "t", T + ((long) round * BATCH + i) * 1_000, i);
                    }
                    int shard = Shards.of("default", "pump-" + device);
                    nats.jetStream()
                            .publish(Subjects.telemetry(shard), batch.build().toBytes());
                    sent += BATCH;
                }
            }
            return sent;
        } catch (Exception e) {
            throw new IllegalStateException("publishing", e);
        }
    }

    private static int owned(ServiceProcess service) {
        return (int) service.metric("telltale_shards_owned");
    }

    private long stored() throws SQLException {
        return number("select count(*) from readings");
    }

    /** Shards whose transaction stands before the lock. */
    private long waiting() throws SQLException {
        return number(
                "select count(*) from pg_locks where relation = 'readings'::regclass and mode = 'RowExclusiveLock' and not granted");
    }

    private long progressOfEveryShard() throws SQLException {
        return number("select sum(last_sequence) from shard_progress");
    }

    private long lastSequenceOfEveryShard() throws Exception {
        long sum = 0;
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            sum += nats.jetStreamManagement()
                    .getLastMessage(Streams.TELEMETRY, Subjects.telemetry(shard))
                    .getSeq();
        }
        return sum;
    }

    private long number(String sql) throws SQLException {
        try (java.sql.Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
