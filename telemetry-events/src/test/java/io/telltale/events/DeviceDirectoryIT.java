package io.telltale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.telltale.testkit.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The local view of the registry's devices, against a real nats-server. */
class DeviceDirectoryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void followsTheBucketThroughChangesAndOutages() throws Exception {
        try (NatsServer server = NatsServer.own();
                Connection nats = Nats.connect(server.url(), "directory-test")) {
            Streams.ensure(nats);
            KeyValue bucket = nats.keyValue(Streams.DEVICES);
            bucket.put("default.pump-1", entry("pump-1", true).toBytes());
            try (DeviceDirectory directory = DeviceDirectory.open(nats)) {
                Queue<DeviceEntry> changes = new ConcurrentLinkedQueue<>();
                await().atMost(PATIENCE).until(directory::loaded);
                directory.onChange(changes::add);
                assertThat(directory.find("default", "pump-1")).contains(entry("pump-1", true));
                assertThat(directory.find("default", "pump-2")).isEmpty();

                server.kill();
                assertThat(directory.find("default", "pump-1")).contains(entry("pump-1", true));
                server.start();
                await().atMost(PATIENCE).until(() -> nats.getStatus() == Connection.Status.CONNECTED);
                bucket.put("default.pump-2", entry("pump-2", true).toBytes());
                // The bucket keeps one value a key: the good one must have been seen before the bad one takes its
                // place.
                await().atMost(PATIENCE)
                        .until(() -> directory.find("default", "pump-2").isPresent());
                bucket.put("default.pump-2", "not json".getBytes(StandardCharsets.UTF_8));
                bucket.delete("default.pump-1");

                await().atMost(PATIENCE)
                        .until(() -> directory.find("default", "pump-1").isEmpty());
                assertThat(directory.find("default", "pump-2")).contains(entry("pump-2", true));
                assertThat(changes).contains(entry("pump-2", true), removed("pump-1"));
                assertThat(directory.size()).isEqualTo(1);
            }
        }
    }

    private static DeviceEntry removed(String device) {
        return new DeviceEntry(
                "default", device, false, List.of(), Optional.empty(), Map.of(), false, Optional.empty());
    }

    private static DeviceEntry entry(String device, boolean enabled) {
        return new DeviceEntry(
                "default",
                device,
                enabled,
                List.of(DeviceToken.hash("secret")),
                Optional.empty(),
                Map.of(),
                false,
                Optional.empty());
    }
}
