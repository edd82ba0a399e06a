package io.telltale.bench.peers;

import io.telltale.bench.durability.LocalServer;
import io.telltale.bench.durability.TelemetryDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A persistent Mosquitto and a TimescaleDB, both as the local stack has them, but that the broker waits for as many answers as a
 * subscriber likes: whoever answers after a commit is not held up by it.
 */
public record PeerServers(LocalServer broker, TelemetryDatabase database) implements AutoCloseable {

    private static final Map<String, String> ROOM = Map.of("TELLTALE_BROKER_INFLIGHT", "20000");

    static PeerServers start(Path folder) throws IOException, InterruptedException {
        TelemetryDatabase database = TelemetryDatabase.start(folder.resolve("timescale"));
        try {
            return new PeerServers(LocalServer.start("mosquitto", folder.resolve("mosquitto"), ROOM), database);
        } catch (IOException | InterruptedException e) {
            database.close();
            throw e;
        }
    }

    int mqttPort() throws IOException {
        return Integer.parseInt(broker.credential("MQTT_BROKER_PORT"));
    }

    /** What tells a process where broker and database are: {@code MQTT_PORT}, and libpq's own names. */
    Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("MQTT_PORT", String.valueOf(mqttPort()));
        environment.put("PGHOST", "127.0.0.1");
        environment.put("PGPORT", database.port());
        environment.put("PGDATABASE", "telemetry");
        environment.put("PGUSER", "telemetry");
        environment.put("PGPASSWORD", database.password());
        return environment;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            broker.close();
        } finally {
            database.close();
        }
    }
}
