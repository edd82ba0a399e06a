package io.telltale.simulator.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.simulator.stack.DeviceLogin;
import io.telltale.simulator.stack.RegistryClient;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import io.telltale.testkit.MqttBroker;
import io.telltale.testkit.Own;
import io.telltale.testkit.RealServers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A fleet whose tokens are kept, on a real Mosquitto; no registry is asked, and none is there. */
@ExtendWith(RealServers.class)
class FleetRunIT {

    private static final URI NO_REGISTRY = URI.create("http://127.0.0.1:9/api");

    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, List<Instant>> times = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    @Test
    void publishesOnItsIntervalWithKeptTokensAndWithoutAPastForKnownDevices(MqttBroker broker) throws Exception {
        try (MqttClient subscriber = subscriber(broker)) {
            Instant begin = Instant.now();
            run(broker, Duration.ofSeconds(3));

            await().until(() -> times.size() == 2);
            assertThat(times.keySet())
                    .isEqualTo(Set.of(
                            "telemetry/default/" + prefix + "-pump-1", "telemetry/default/" + prefix + "-boiler-2"));
            for (List<Instant> said : times.values()) {
                assertThat(said).hasSizeGreaterThan(5).doesNotHaveDuplicates().isSorted();
                assertThat(said.getFirst()).isAfterOrEqualTo(begin.minusSeconds(1));
                assertThat(Duration.between(said.get(0), said.get(1))).isEqualTo(Duration.ofMillis(200));
            }
            subscriber.disconnect();
        }
    }

    @Test
    void saysWhatABrokenConnectionKeptBackWhenItIsThereAgain(@Own MqttBroker broker) throws Exception {
        Thread run = Thread.ofVirtual().start(() -> runQuietly(broker, Duration.ofSeconds(12)));
        MqttClient before = subscriber(broker);
        await().until(() -> times.size() == 2);
        broker.kill();
        int cut = times.values().iterator().next().size();
        broker.start();
        before.close(true);
        MqttClient after = subscriber(broker);
        await().until(() -> times.values().stream().allMatch(said -> said.size() > cut + 5));
        run.join();

        for (List<Instant> said : times.values()) {
            List<Instant> sorted = said.stream().distinct().sorted().toList();
            assertThat(Duration.between(sorted.getFirst(), sorted.getLast()).dividedBy(Duration.ofMillis(200)))
                    .as("no more than what went by while nobody listened is missing")
                    .isGreaterThan(cut + 5L);
        }
        after.disconnect();
        after.close();
    }

    private void runQuietly(MqttBroker broker, Duration duration) {
        try {
            run(broker, duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(MqttBroker broker, Duration duration) throws InterruptedException {
        TokenFile tokens = new TokenFile(folder.resolve("fleet.json"));
        tokens.write(List.of(
                new DeviceLogin(prefix + "-pump-1", "default", "a"),
                new DeviceLogin(prefix + "-boiler-2", "default", "b")));
        FleetPlan plan = new FleetPlan(
                2, prefix, 1, Duration.ofMillis(200), 1, Duration.ofHours(1), Duration.ofSeconds(1), Set.of(), 1);
        try (RegistryClient registry = new RegistryClient(NO_REGISTRY, "none", Optional.empty());
                GroundTruth truth = new GroundTruth(Optional.empty());
                Ending ending = new Ending(Duration.ofSeconds(1))) {
            InetSocketAddress server = new InetSocketAddress(broker.host(), broker.port());
            new FleetRun(plan, server, new StatusLine(30), ending)
                    .run(new FleetLogins(registry, Optional.of(tokens)), truth, duration);
        }
    }

    private MqttClient subscriber(MqttBroker broker) throws Exception {
        MqttClient client = new MqttClient(broker.url(), "sub-" + UUID.randomUUID(), new MemoryPersistence());
        client.connect();
        client.subscribe("telemetry/default/#", 1, (topic, message) -> {
            if (topic.contains(prefix)) {
                String time = new ObjectMapper()
                        .readTree(new String(message.getPayload(), UTF_8))
                        .path("ts")
                        .asText();
                times.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>())
                        .add(Instant.parse(time));
            }
        });
        return client;
    }
}
