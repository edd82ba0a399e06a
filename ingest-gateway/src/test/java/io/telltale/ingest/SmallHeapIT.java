package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A gateway with 96 MB of heap and a NATS server that stands still, before many devices that send far more than that: it stops
 * reading, stays as it is, and goes on when the server does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallHeapIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int DEVICES = 100;
    private static final int MESSAGES = 20;
    private static final int BYTES = 200_000;
    private static final String VALUES = IntStream.range(0, 150)
            .mapToObj(i -> ",\"metric-with-a-long-name-" + i + "\":" + Math.sqrt(i))
            .collect(Collectors.joining());

    private Platform platform;
    private GatewayProcess gateway;

    @BeforeAll
    void bring() {
        platform = Platform.begin();
        gateway = GatewayProcess.start(
                Map.of(
                        "TELLTALE_NATS_URL", platform.server().url(),
                        "TELLTALE_INGEST_RELAY_STALLED_AFTER", "PT1S",
                        // Short, so that what is not answered is tried again many times.
                        "TELLTALE_INGEST_RELAY_ATTEMPT_TIMEOUT", "PT0.2S",
                        "TELLTALE_INGEST_RELAY_LONGEST_BACK_OFF", "PT0.2S"),
                "96m");
    }

    @AfterAll
    void clear() throws InterruptedException {
        gateway.close();
        platform.close();
    }

    /** Half of them become readings, half are parked whole. */
    private static String payload(int device, int n) {
        String begin =
                n % 2 == 0 ? "{\"ts\":" + (1_750_000_000_000L + n) + VALUES : "{bad " + device + " " + n + VALUES;
        return begin + " ".repeat(BYTES - begin.length() - 1) + "}";
    }

    private long received() {
        return (long) gateway.metric("ingest_messages_received_total");
    }

    @Test
    void neitherGrowsNorDiesWhileNatsStandsStill() throws Exception {
        for (int i = 0; i < DEVICES; i++) {
            platform.register("big-" + i);
        }
        await().atMost(SOON).until(() -> gateway.devices() == DEVICES);
        List<RawMqtt> clients = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            RawMqtt client = RawMqtt.open(gateway.mqttPort(), 4);
            assertThat(client.connect("big", true, 0, "big-" + i, Platform.TOKEN))
                    .isEqualTo(0);
            clients.add(client);
        }

        platform.server().freeze();
        for (int i = 0; i < DEVICES; i++) {
            int device = i;
            clients.get(i).flood(MESSAGES, n -> payload(device, n), "telemetry/default/big-" + i);
        }
        await().atMost(SOON).until(() -> gateway.live() && !gateway.ready());
        // The windows are full, and one retry after another of what is in them fails.
        AtomicLong before = new AtomicLong();
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> before.getAndSet(received()) == received());
        long received = received();
        // Two windows of 12 MiB are full with the 51st message, and a last socket read may complete one for each
        // device.
        assertThat(received).isBetween(100L, 102L + DEVICES);
        long held = gateway.heapAfterCollection();
        await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> gateway.live() && !gateway.ready());
        assertThat(received()).isEqualTo(received);
        assertThat(gateway.heapAfterCollection() - held).isLessThan(10L << 20);
        assertThat(gateway.metric("ingest_window_bytes")).isBetween(24e6, (102.0 + DEVICES) * 250_000);
        platform.server().thaw();

        for (RawMqtt client : clients) {
            client.awaitAnswers(RawMqtt.PUBACK, MESSAGES, SOON);
            client.close();
        }
        await().atMost(SOON).until(gateway::ready);
        assertThat(received()).isEqualTo(DEVICES * MESSAGES);
        await().atMost(SOON).until(() -> platform.letters().size() == DEVICES * MESSAGES / 2);
        assertThat(gateway.metric("ingest_readings_relayed_total")).isEqualTo(DEVICES * MESSAGES / 2.0 * 150);
        assertThat(gateway.metric("ingest_window_bytes")).isZero();
        assertThat(gateway.log()).doesNotContain("OutOfMemory", "connection failed");
    }
}
