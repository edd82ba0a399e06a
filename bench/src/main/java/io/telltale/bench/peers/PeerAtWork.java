package io.telltale.bench.peers;

import io.telltale.bench.durability.TelemetryDatabase;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A peer that has stored its first reading. Its database has, as tables or views, {@code series(series_id int, tenant text, device
 * text, metric text)} and {@code readings(series_id int, ts timestamptz, value double precision)}; tenant is {@code default}. {@link
 * #close} ends every process and waits for that.
 */
public record PeerAtWork(PeerServers servers, ChildProcess storer) implements AutoCloseable {

    /** Where devices connect, without a login. */
    public int mqttPort() throws IOException {
        return servers.mqttPort();
    }

    /** Where the readings are. */
    public TelemetryDatabase database() {
        return servers.database();
    }

    /**
     * Its processes by name, each with its pid; children count with it.
     *
     * @throws IOException when what stores has ended, with what it said last
     */
    public Map<String, Long> processes() throws IOException {
        if (!storer.process().isAlive()) {
            throw storer.failure();
        }
        Map<String, Long> processes = new LinkedHashMap<>();
        processes.put("mosquitto", servers.broker().pid());
        processes.put(storer.name(), storer.pid());
        processes.put("postgresql", servers.database().server().pid());
        return processes;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            storer.close();
        } finally {
            servers.close();
        }
    }
}
