package io.telltale.ingest;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The packaged gateway with its listener, a NATS server of its own, and for each test a device that is new. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ListenerFixture {

    static final Duration SOON = Duration.ofSeconds(30);
    static final long TS = 1_750_000_000_000L;

    Platform platform;
    GatewayProcess gateway;
    String device;

    /** Settings beyond the defaults; a window of 64 messages on one event loop unless said otherwise. */
    Map<String, String> settings() {
        return Map.of(
                "TELLTALE_INGEST_LISTENER_EVENT_LOOPS", "1",
                "TELLTALE_INGEST_LISTENER_WINDOW_MESSAGES", "64");
    }

    @BeforeAll
    void bring() {
        platform = Platform.begin();
        Map<String, String> environment = new HashMap<>(settings());
        environment.put("TELLTALE_NATS_URL", platform.server().url());
        gateway = GatewayProcess.start(environment);
    }

    @AfterAll
    void clear() throws InterruptedException {
        gateway.close();
        platform.close();
    }

    @BeforeEach
    void register() {
        device = registered("d-");
    }

    String registered(String prefix) {
        String name = prefix + UUID.randomUUID().toString().substring(0, 8);
        platform.register(name);
        return name;
    }

    String topic() {
        return "telemetry/default/" + device;
    }

    static String reading(long n) {
        return "{\"ts\":" + (TS + n) + ",\"n\":" + n + "}";
    }

    /** A client of the test's device, once the gateway knows it; version 4 is MQTT 3.1.1. */
    RawMqtt connected(int version, String clientId) {
        return connected(version, clientId, true);
    }

    RawMqtt connected(int version, String clientId, boolean clean) {
        return await().atMost(SOON)
                .until(
                        () -> {
                            RawMqtt client = RawMqtt.open(gateway.mqttPort(), version);
                            if (client.connect(clientId, clean, 0, device + "@default", Platform.TOKEN) == 0) {
                                return client;
                            }
                            client.close();
                            return null;
                        },
                        Objects::nonNull);
    }

    /** Every message that came in is accounted for, and none is under way. */
    void awaitBalance() {
        await().atMost(SOON)
                .until(() -> gateway.metric("ingest_messages_inflight") == 0
                        && gateway.metric("ingest_messages_received_total")
                                == gateway.metric("ingest_messages_relayed_total")
                                        + gateway.metric("ingest_messages_refused_total")
                                        + gateway.metric("ingest_messages_returned_total")
                                        + gateway.metric("ingest_messages_shed_total"));
    }
}
