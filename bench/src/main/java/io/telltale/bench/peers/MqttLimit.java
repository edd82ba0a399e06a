package io.telltale.bench.peers;

import io.telltale.bench.durability.LocalServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link MqttAcknowledger} in a process of its own: MQTT read and answered, the messages thrown away. */
record MqttLimit() implements Contender {

    @Override
    public String name() {
        return "mqtt, acknowledged and dropped";
    }

    @Override
    public String durability() {
        return "none";
    }

    @Override
    public Running start(int readings, Path folder) throws Exception {
        int port = LocalServer.freePort();
        ChildProcess process = ChildProcess.java(
                "mqtt", folder, List.of("-Xmx512m"), MqttAcknowledger.class, List.of(String.valueOf(port)), Map.of());
        process.awaitLine(MqttAcknowledger.LISTENING);
        return new Acknowledging(process, InetSocketAddress.createUnresolved("127.0.0.1", port));
    }

    private record Acknowledging(ChildProcess process, InetSocketAddress mqtt) implements Running {

        @Override
        public Optional<String> store() {
            return Optional.empty();
        }

        @Override
        public Map<String, Long> processes() {
            return Map.of(process.name(), process.pid());
        }

        @Override
        public void close() throws IOException, InterruptedException {
            process.close();
        }
    }
}
