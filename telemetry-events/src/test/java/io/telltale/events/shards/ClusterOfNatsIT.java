package io.telltale.events.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.api.StreamInfo;
import io.telltale.events.DeviceDirectory;
import io.telltale.events.DeviceEntry;
import io.telltale.events.Nats;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsCluster;
import io.telltale.testkit.NatsServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a cluster of NATS changes: who may be first, and that any node, also one that leads, may be gone. */
class ClusterOfNatsIT {

    private static final int HALF = Shards.COUNT / 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SERVICE = "test";
    private static final int READINGS = 5;

    @Test
    void outlivesTheLossOfTheNodeThatLeads() throws Exception {
        try (NatsCluster cluster = NatsCluster.own()) {
            createdByManyAtOnce(cluster);
            lanesAndDevicesStayWhenTheLeaderIsKilled(cluster);
        }
    }

    @Test
    void saysWhatASingleServerCannotDo() throws Exception {
        try (NatsServer single = NatsServer.own();
                Connection nats = Nats.connect(single.url(), "single")) {
            assertThatThrownBy(() -> Streams.ensure(nats, Streams.Limits.replicated(3)))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "telltale.nats.replicas=3 needs a cluster of as many NATS servers, this is a single one");
        }
    }

    /** One copy first, as before there was a cluster; then five services at once want three. */
    private static void createdByManyAtOnce(NatsCluster cluster) throws Exception {
        try (Connection nats = Nats.connect(cluster.url(), "first")) {
            Streams.ensure(nats);
            try (ExecutorService services = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Boolean>> starts = new ArrayList<>();
                for (int service = 0; service < 5; service++) {
                    starts.add(() -> {
                        try (Connection own = Nats.connect(cluster.url(), "service")) {
                            Streams.ensure(own, Streams.Limits.replicated(3));
                            return true;
                        }
                    });
                }
                for (Future<Boolean> start : services.invokeAll(starts)) {
                    assertThat(start.get()).isTrue();
                }
            }
            Streams.ensure(nats); // a service without the setting
            for (String stream :
                    List.of("TELEMETRY", "EVENTS", "DEADLETTER", "KV_devices", "KV_profiles", "KV_leases")) {
                StreamInfo info = nats.jetStreamManagement().getStreamInfo(stream);
                assertThat(info.getConfiguration().getReplicas()).as(stream).isEqualTo(3);
            }
        }
    }

    private static void lanesAndDevicesStayWhenTheLeaderIsKilled(NatsCluster cluster) throws Exception {
        int leader = cluster.leaderOf("KV_leases");
        Ledger ledger = new Ledger();
        // Both know the doomed node alone; the others they learn from it.
        try (Connection a = Nats.connect(cluster.node(leader).url(), "a");
                Connection b = Nats.connect(cluster.node(leader).url(), "b");
                DeviceDirectory devices = DeviceDirectory.open(a);
                ShardIntake first = intake(a, "a", ledger);
                ShardIntake second = intake(b, "b", ledger)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            first.health().size() == HALF && second.health().size() == HALF);
            Map<String, Long> before = leases(a);
            assertThat(before).hasSize(Shards.COUNT);

            cluster.kill(leader);

            await().ignoreExceptions().atMost(PATIENCE).untilAsserted(() -> publish(b, 0));
            DeviceEntry pump = new DeviceEntry(
                    "default", "pump-1", true, List.of(), Optional.empty(), Map.of(), false, Optional.empty());
            await().ignoreExceptions().atMost(PATIENCE).untilAsserted(() -> b.keyValue(Streams.DEVICES)
                    .put(pump.key(), pump.toBytes()));
            await().atMost(PATIENCE)
                    .until(() -> devices.find("default", "pump-1").isPresent());
            await().atMost(PATIENCE).until(() -> ledger.stored().size() >= READINGS);
            await().atMost(PATIENCE)
                    .until(() ->
                            first.leaseError().isEmpty() && second.leaseError().isEmpty());
            assertThat(leases(b)).isEqualTo(before);
            assertThat(first.health()).hasSize(HALF);
            assertThat(second.health()).hasSize(HALF);
            cluster.start(leader);
        }
    }

    private static ShardIntake intake(Connection nats, String instance, Ledger ledger) {
        ShardIntake intake = new ShardIntake(
                nats, new IntakeSettings(SERVICE, instance, 500, 8, Duration.ofMillis(500)), ledger::processor);
        intake.start();
        return intake;
    }

    /** Lanes and the revision of their lease, which changes with every owner. */
    private static Map<String, Long> leases(Connection nats) throws Exception {
        KeyValue bucket = nats.keyValue(Streams.LEASES);
        Map<String, Long> leases = new TreeMap<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            String key = SERVICE + ".shard." + shard;
            leases.put(key, bucket.get(key).getRevision());
        }
        return leases;
    }

    private static void publish(Connection nats, int shard) throws Exception {
        ReadingBatch.Builder batch = ReadingBatch.builder(0);
        for (int i = 0; i < READINGS; i++) {
            batch.add("default", "pump-1", "temperature", i, i);
        }
        nats.jetStream().publish(Subjects.telemetry(shard), batch.build().toBytes());
    }
}
