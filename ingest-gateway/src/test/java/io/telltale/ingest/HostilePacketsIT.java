package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Packets that no client sends, from clients with a good token and from strangers. Whatever comes, the next client is served as
 * ever, nothing is left of the last one, and the log has no trace of a failure of ours.
 */
class HostilePacketsIT extends ListenerFixture {

    private static final long SEED = 20_260_214L;
    private static final int MUTATIONS = 10_000;
    private static final int AT_A_TIME = 16;

    @Override
    Map<String, String> settings() {
        return Map.of(
                "TELLTALE_INGEST_LISTENER_EVENT_LOOPS", "2",
                "TELLTALE_INGEST_LISTENER_HELLO_WITHIN", "PT1S",
                "TELLTALE_INGEST_LISTENER_PACKET_WITHIN", "PT1S");
    }

    @AfterEach
    void servesTheNextClientAsEver() throws Exception {
        // As many connections as make sure that each event loop has one.
        for (int i = 0; i < 4; i++) {
            try (RawMqtt client = connected(5, "next-" + i)) {
                assertThat(client.publishAndAwait(1, 1, topic(), reading(1))).isEqualTo(0);
            }
        }
        await().atMost(SOON).until(() -> gateway.metric("ingest_connections_open") == 0);
        awaitBalance();
        assertThat(gateway.metric("ingest_connections_accepted_total"))
                .isEqualTo(gateway.metric("ingest_connections_closed_total"));
        assertThat(gateway.metric("ingest_window_messages")).isZero();
        assertThat(gateway.metric("ingest_window_bytes")).isZero();
        assertThat(gateway.metric("ingest_window_unfinished")).isZero();
        assertThat(gateway.log().lines().filter(line -> line.contains("Exception") || line.contains("ERROR")))
                .isEmpty();
    }

    @Test
    void standsTenThousandMutationsOfGoodConversations() throws Exception {
        connected(4, "warm").close();
        List<List<byte[]>> good = List.of(
                MqttPackets.conversation(4, device, Platform.TOKEN),
                MqttPackets.conversation(5, device, Platform.TOKEN));
        mutate(good, SEED - 1, MUTATIONS / 10);
        long before = gateway.heapAfterCollection();

        System.out.println("mutations=" + MUTATIONS + " seed=" + SEED);
        mutate(good, SEED, MUTATIONS);

        await().atMost(SOON).until(() -> gateway.metric("ingest_messages_inflight") == 0);
        assertThat(gateway.metric("ingest_connections_accepted_total")).isGreaterThan(MUTATIONS);
        assertThat(gateway.heapAfterCollection() - before).isLessThan(8L << 20);
    }

    private void mutate(List<List<byte[]>> good, long seed, int count) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> all = new ArrayList<>();
            for (int worker = 0; worker < AT_A_TIME; worker++) {
                RandomGenerator random =
                        RandomGeneratorFactory.of("L64X128MixRandom").create(seed + worker);
                all.add(workers.submit(() -> {
                    for (int i = 0; i < count / AT_A_TIME; i++) {
                        say(MqttPackets.spoiled(good.get(random.nextInt(good.size())), random));
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    /** Says it all at once, then nothing more, and hears the gateway out. */
    private void say(byte[] bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.mqttPort())) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                in.skip(in.available());
            }
        } catch (SocketException reset) {
            // The gateway closed the connection before it had read everything.
        }
    }

    private record Said(String what, byte[] bytes) {}

    private static List<Said> rude() {
        byte[] topic = "telemetry/default/x".getBytes(StandardCharsets.UTF_8);
        byte[] one = {'1'};
        return List.of(
                new Said("a publish before its connect", MqttPackets.publish(4, 1, 1, topic, one)),
                new Said("a length without end", new byte[] {0x10, -1, -1, -1, -1, -1}),
                new Said("a length of 256 MB", new byte[] {0x10, -1, -1, -1, 0x7F, 0, 4, 'M', 'Q'}),
                new Said("a connect of 20 kB", MqttPackets.connect(4, "x", "y".repeat(20_000), "z")),
                new Said("a web request", "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8)),
                new Said("the wrong protocol", MqttPackets.packet(0x10, new byte[] {0, 3, 'F', 'T', 'P', 1, 2, 3})),
                new Said("a type that is none", new byte[] {0, 0}));
    }

    @Test
    void hangsUpOnStrangersWhoSayAnythingButAConnect() throws Exception {
        for (Said said : rude()) {
            try (RawMqtt stranger = RawMqtt.open(gateway.mqttPort(), 4)) {
                stranger.send(said.bytes);
                assertThat(stranger.closed()).as(said.what).isTrue();
            }
        }
    }

    private static List<Said> wrong() {
        return List.of(
                new Said("a second connect", MqttPackets.connect(5, "x", "x", "y")),
                new Said("quality of service 3", new byte[] {0x36, 0}),
                new Said("a release with wrong flags", MqttPackets.packet(0x60, new byte[] {0, 1})),
                new Said("a publish shorter than its topic", MqttPackets.packet(0x32, new byte[] {0, 9, 'a'})),
                new Said("a topic with a wildcard", publish("telemetry/default/+")),
                new Said("an empty topic", publish("")),
                new Said("a subscription to nothing", MqttPackets.packet(0x82, new byte[] {0, 1, 0})),
                new Said("an answer of the server's", MqttPackets.packet(0x20, new byte[] {0, 0})));
    }

    private static byte[] publish(String topic) {
        return MqttPackets.publish(5, 1, 1, topic.getBytes(StandardCharsets.UTF_8), new byte[] {'1'});
    }

    @Test
    void hangsUpOnDevicesThatBreakTheProtocolAndOnThemAlone() throws Exception {
        try (RawMqtt neighbour = connected(5, "neighbour")) {
            for (Said said : wrong()) {
                try (RawMqtt client = connected(5, "wrong")) {
                    client.send(said.bytes);
                    assertThat(client.closed()).as(said.what).isTrue();
                }
                assertThat(neighbour.ping()).isTrue();
            }
        }
    }

    @Test
    void hangsUpOnWhoeverSaysNothingOrNotAllInTime() throws Exception {
        try (RawMqtt silent = RawMqtt.open(gateway.mqttPort(), 4);
                RawMqtt halfHello = RawMqtt.open(gateway.mqttPort(), 4);
                RawMqtt slow = connected(5, "slow");
                RawMqtt steady = connected(5, "steady")) {
            halfHello.send(new byte[] {0x10, 100, 0, 4});
            byte[] packet = publish(topic());
            slow.send(new byte[] {packet[0], packet[1], packet[2]});
            // A packet in three pieces, each on its own, is no offence while it comes in time; nor are many of them.
            for (int i = 0; i < 5; i++) {
                steady.send(new byte[] {(byte) 0xC0});
                assertThat(steady.silentFor(Duration.ofMillis(300))).isTrue();
                steady.send(new byte[] {0});
                assertThat(steady.pong()).isTrue();
            }
            assertThat(silent.closed()).isTrue();
            assertThat(halfHello.closed()).isTrue();
            assertThat(slow.closed()).isTrue();
            assertThat(steady.ping()).isTrue();
        }
        assertThat(gateway.metric("ingest_connections_closed_total", "reason", "packet-too-slow"))
                .isEqualTo(1);
    }
}
