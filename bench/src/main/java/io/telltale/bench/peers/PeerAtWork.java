package io.telltale.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A peer that has stored its first reading. */
record PeerAtWork(PeerServers servers, ChildProcess process) implements Running {

    @Override
    public InetSocketAddress mqtt() {
        try {
            return InetSocketAddress.createUnresolved("127.0.0.1", servers.mqttPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> store() {
        try {
            return Optional.of("postgresql://telemetry:" + servers.database().password() + "@127.0.0.1:"
                    + servers.database().port() + "/telemetry");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, Long> processes() {
        try {
            Map<String, Long> processes = new LinkedHashMap<>();
            processes.put("mosquitto", servers.broker().pid());
            processes.put(process.name(), process.pid());
            processes.put("postgresql", servers.database().server().pid());
            return processes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            process.close();
        } finally {
            servers.close();
        }
    }
}
