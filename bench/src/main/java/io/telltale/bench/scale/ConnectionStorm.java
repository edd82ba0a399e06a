package io.telltale.bench.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.bench.endtoend.Platform;
import io.telltale.bench.endtoend.Sampler;
import io.telltale.bench.endtoend.Telltale;
import io.telltale.bench.endtoend.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many connections on one gateway: {@code sim connect}, and what the platform used meanwhile.
 *
 * @param phases in their order: {@code connect}, {@code hold}, {@code publish}, {@code reconnect}
 * @param heapPerConnection reachable after a full collection, with the device's entry in the directory, in bytes
 * @param residentPerConnection what the gateway grew by until all were connected, in bytes
 * @param keepAliveCores of the gateway while they only ping, in processors
 * @param publishingResident most of each process while they publish, in bytes
 * @param cpuPerPhase seconds of the gateway in each phase
 */
record ConnectionStorm(
        int connections,
        List<Phase> phases,
        long heapPerConnection,
        long residentPerConnection,
        double keepAliveCores,
        Map<String, Long> publishingResident,
        Map<String, Double> cpuPerPhase) {

    static final List<String> SERVICES =
            List.of("ingest-gateway", "anomaly-service", "alerting-service", "device-registry", "console");

    private static final String GATEWAY = "ingest-gateway";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What the collection that precedes it costs does not belong to keeping alive. */
    private static final long SETTLING_MILLIS = 3_000;

    ConnectionStorm {
        phases = List.copyOf(phases);
        publishingResident = Map.copyOf(publishingResident);
        cpuPerPhase = Map.copyOf(cpuPerPhase);
    }

    static ConnectionStorm measure(Platform platform, int connections) throws IOException, InterruptedException {
        Jvm gateway = new Jvm(platform.pid(GATEWAY));
        long heapBefore = gateway.liveBytes();
        long heapAfter = 0;
        List<Phase> phases = new ArrayList<>();
        Path progress = platform.telltale().folder().resolve("connect.log");
        Process process = platform.telltale()
                .start(
                        List.of(
                                "sim",
                                "connect",
                                "--json",
                                "--keep-devices",
                                "--keep-alive=30s",
                                "--hold=20s",
                                "--publish=15s",
                                "--publish-rate=" + connections / 2.0,
                                "--connections=" + connections),
                        ProcessBuilder.Redirect.PIPE,
                        progress);
        Sampler sampler = new Sampler(platform.processes());
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Phase phase = MAPPER.readValue(line, Phase.class);
                phases.add(phase);
                if (phase.name().equals("connect")) {
                    heapAfter = gateway.liveBytes();
                }
            }
        }
        int status = Telltale.end(process);
        List<Usage> samples = sampler.stop();
        if (phases.size() != 4) {
            throw new IOException("sim connect ended with " + status + ":\n" + Telltale.tail(progress));
        }
        return of(connections, phases, samples, (heapAfter - heapBefore) / connections);
    }

    private static ConnectionStorm of(int connections, List<Phase> phases, List<Usage> samples, long heap) {
        Phase connect = phases.get(0);
        Phase hold = phases.get(1);
        Phase publish = phases.get(2);
        long settled = hold.began() + SETTLING_MILLIS;
        Map<String, Double> cpu = new HashMap<>();
        for (Phase phase : phases) {
            cpu.put(phase.name(), gatewayCpu(samples, phase.began(), phase.ended()));
        }
        return new ConnectionStorm(
                connections,
                phases,
                heap,
                (gatewayResident(samples, connect.ended()) - gatewayResident(samples, connect.began())) / connections,
                gatewayCpu(samples, settled, hold.ended()) * 1000 / Math.max(1, hold.ended() - settled),
                Usage.mostResident(samples.stream()
                        .filter(sample -> sample.millis() >= publish.began() && sample.millis() <= publish.ended())
                        .toList()),
                cpu);
    }

    private static double gatewayCpu(List<Usage> samples, long from, long to) {
        return Usage.cpuBetween(samples, from, to).getOrDefault(GATEWAY, 0d);
    }

    /** At the last moment seen until then. */
    private static long gatewayResident(List<Usage> samples, long millis) {
        return samples.stream()
                .filter(sample -> sample.millis() <= millis)
                .reduce((first, second) -> second)
                .orElse(samples.getFirst())
                .residentBytes()
                .getOrDefault(GATEWAY, 0L);
    }

    /** The five services together while all publish, in bytes. */
    long services() {
        return SERVICES.stream()
                .mapToLong(name -> publishingResident.getOrDefault(name, 0L))
                .sum();
    }
}
