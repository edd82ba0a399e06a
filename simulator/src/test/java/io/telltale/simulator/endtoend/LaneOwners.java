package io.telltale.simulator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.telltale.events.Shards;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** Who owns the lanes of a service, as the bucket {@code leases} has it. */
final class LaneOwners {

    static final int LANES = Shards.COUNT;

    /** Of two replicas. */
    static final int HALF = LANES / 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KeyValue bucket;

    LaneOwners(Connection nats) throws IOException {
        bucket = nats.keyValue("leases");
    }

    /** Waits until the lanes of a service are divided like that, such as {@code anomaly-service-1} to half of them. */
    void await(String service, Map<String, Integer> wanted) {
        Awaitility.await("lanes of " + service + " divided " + wanted)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(owners(service)).isEqualTo(wanted));
    }

    private Map<String, Integer> owners(String service) throws IOException, JetStreamApiException {
        Map<String, Integer> owners = new TreeMap<>();
        for (int lane = 0; lane < LANES; lane++) {
            KeyValueEntry entry = bucket.get(service + ".shard." + lane);
            if (entry != null) {
                String session = entry.getValueAsString();
                owners.merge(session.substring(0, session.indexOf('~')), 1, Integer::sum);
            }
        }
        return owners;
    }
}
