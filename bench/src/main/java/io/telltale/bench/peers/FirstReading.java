package io.telltale.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Publishes readings of a device of its own until one is stored: only then is a peer subscribed and its tables are there. */
final class FirstReading {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private FirstReading() {}

    static void await(PeerServers servers, ChildProcess process, int metrics)
            throws IOException, InterruptedException, SQLException, MqttException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        try (MqttClient client =
                        new MqttClient("tcp://127.0.0.1:" + servers.mqttPort(), "probe", new MemoryPersistence());
                Connection connection = servers.database().connect();
                PreparedStatement stored = connection.prepareStatement(
                        "select exists (select from readings r join series s using (series_id) where s.device = 'probe')")) {
            client.connect();
            do {
                client.publish("telemetry/default/probe", payload(metrics), 1, false);
                if (System.nanoTime() > end || process.process().waitFor(200, TimeUnit.MILLISECONDS)) {
                    throw process.failure();
                }
            } while (!isTrue(stored));
            client.disconnect();
        }
    }

    private static byte[] payload(int metrics) {
        String values =
                IntStream.range(0, metrics).mapToObj(i -> ",\"m" + i + "\":0").collect(Collectors.joining());
        return ("{\"ts\":\"" + Instant.now() + '"' + values + '}').getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isTrue(PreparedStatement question) throws SQLException {
        try (ResultSet answer = question.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
