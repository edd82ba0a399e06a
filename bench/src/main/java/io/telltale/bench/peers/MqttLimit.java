package io.telltale.bench.peers;

import io.telltale.bench.durability.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@link MqttAcknowledger} in a process of its own: MQTT read and answered, the messages thrown away. One thread. */
public record MqttLimit(int port, ChildProcess process) implements AutoCloseable {

    /** Starts it, with its log in that folder. */
    public static MqttLimit start(Path folder) throws IOException, InterruptedException {
        int port = LocalServer.freePort();
        ChildProcess process = ChildProcess.java(
                "mqtt", folder, List.of("-Xmx512m"), MqttAcknowledger.class, List.of(String.valueOf(port)), Map.of());
        process.awaitLine(MqttAcknowledger.LISTENING);
        return new MqttLimit(port, process);
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
