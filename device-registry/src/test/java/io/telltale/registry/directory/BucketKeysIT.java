package io.telltale.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.telltale.events.DeviceEntry;
import io.telltale.events.Streams;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.RealServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class BucketKeysIT {

    /** Far beyond the test's own. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    @Timeout(60)
    void aPageThatIsNotFullWaitsForNothing(NatsServer nats) throws Exception {
        try (Connection connection = nats.connect()) {
            Streams.ensure(connection);
            DirectoryBucket bucket = new DirectoryBucket(connection, Streams.Limits.standard(), PATIENCE);
            List<DeviceEntry> entries =
                    List.of(entry("pump-1"), entry("pump-2"), entry("pump-3"), entry("pump-4"), entry("pump-5"));
            List<String> wanted = entries.stream().map(DeviceEntry::key).toList();
            bucket.write(entries, List.of(), bucket.revisions(wanted));

            List<String> seen = new ArrayList<>();
            try (BucketKeys keys = bucket.keys()) {
                while (!keys.finished()) {
                    seen.addAll(keys.next(3));
                }
            }

            assertThat(seen).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    private static DeviceEntry entry(String device) {
        return new DeviceEntry("keys", device, true, List.of(), Optional.empty(), Map.of(), false, Optional.empty());
    }
}
