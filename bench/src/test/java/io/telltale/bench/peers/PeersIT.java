package io.telltale.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.bench.durability.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer that needs no toolchain, with its broker and its database. */
class PeersIT {

    private static final Peer PEER = Peers.named("script-batches").getFirst();
    private static final int MESSAGES = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    @Test
    void aPeerStoresEveryReadingOnceAndLeavesNothingBehind() throws Exception {
        Collection<Long> processes;
        try (Scratch scratch = Scratch.in(opened(home));
                PeerAtWork peer = PEER.start(2, scratch.folder());
                Connection database = peer.database().connect()) {
            processes = peer.processes().values();
            assertThat(peer.processes()).containsOnlyKeys("mosquitto", "script-batches", "postgresql");

            publish(peer.mqttPort());

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stored(database)).isEqualTo("100 of 100 in 2"));
        }
        assertThat(processes).noneMatch(PeersIT::runs);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void whatNobodyClosedIsTakenDownWhenTheBenchmarkIsNoMore() throws Exception {
        Scratch scratch = Scratch.in(opened(home));
        Collection<Long> processes = PEER.start(1, scratch.folder()).processes().values();

        scratch.watch().getOutputStream().close(); // what the kernel does when the benchmark is killed

        await().atMost(PATIENCE).until(() -> !scratch.watch().isAlive());
        assertThat(processes).noneMatch(PeersIT::runs);
        assertThat(home).isEmptyDirectory();
    }

    /** Servers under another user must pass through. */
    private static Path opened(Path folder) throws Exception {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    private static void publish(int port) throws Exception {
        try (MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, "it", new MemoryPersistence())) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setMaxInflight(MESSAGES);
            client.connect(options);
            for (int i = 0; i < MESSAGES; i++) {
                String message = "{\"ts\":\"2026-06-01T00:00:%02d.000000Z\",\"m0\":%d,\"m1\":%d}".formatted(i, i, i);
                client.publish("telemetry/default/it", message.getBytes(StandardCharsets.US_ASCII), 1, false);
            }
            client.disconnect();
        }
    }

    private static String stored(Connection database) throws SQLException {
        String question = """
                select count(*), count(distinct (series_id, ts, value)), count(distinct metric)
                from readings join series using (series_id) where tenant = 'default' and device = 'it'
                """;
        try (Statement statement = database.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getLong(2) + " of " + answer.getLong(1) + " in " + answer.getLong(3);
        }
    }

    /** One that has ended and that nobody asked about has a pid still, but no command line. */
    private static boolean runs(long pid) {
        try {
            return !Files.readString(Path.of("/proc/" + pid + "/cmdline")).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
