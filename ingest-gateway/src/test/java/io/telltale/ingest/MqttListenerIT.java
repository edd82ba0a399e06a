package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.telltale.events.CloudEvent;
import io.telltale.events.DeadLetter;
import io.telltale.events.Json;
import io.telltale.events.PresenceChanged;
import io.telltale.events.Reading;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the listener says to clients of either version, on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MqttListenerIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long TS = 1_750_000_000_000L;

    private Platform platform;
    private GatewayProcess gateway;
    private String device;

    @BeforeAll
    void bring() {
        platform = Platform.begin();
        gateway = GatewayProcess.start(Map.of(
                "TELLTALE_NATS_URL", platform.server().url(),
                "TELLTALE_INGEST_LISTENER_EVENT_LOOPS", "1",
                "TELLTALE_INGEST_LISTENER_WINDOW_MESSAGES", "64"));
    }

    @AfterAll
    void clear() throws InterruptedException {
        gateway.close();
        platform.close();
    }

    @BeforeEach
    void register() {
        device = "d-" + UUID.randomUUID().toString().substring(0, 8);
        platform.register(device);
    }

    private String topic() {
        return "telemetry/default/" + device;
    }

    private RawMqtt connected(int version, String clientId) {
        return await().atMost(SOON)
                .until(
                        () -> {
                            RawMqtt client = RawMqtt.open(gateway.mqttPort(), version);
                            if (client.connect(clientId, true, 0, device + "@default", Platform.TOKEN) == 0) {
                                return client;
                            }
                            client.close();
                            return null;
                        },
                        Objects::nonNull);
    }

    @Test
    void refusesAWrongTokenAsEachVersionHasIt() throws Exception {
        connected(4, "good").close();
        try (RawMqtt three = RawMqtt.open(gateway.mqttPort(), 4);
                RawMqtt five = RawMqtt.open(gateway.mqttPort(), 5);
                RawMqtt stranger = RawMqtt.open(gateway.mqttPort(), 5);
                RawMqtt nobody = RawMqtt.open(gateway.mqttPort(), 4)) {
            assertThat(three.connect("a", true, 0, device + "@default", "wrong"))
                    .isEqualTo(5);
            assertThat(five.connect("a", true, 0, device, "wrong")).isEqualTo(0x87);
            assertThat(stranger.connect("a", true, 0, "nobody@default", Platform.TOKEN))
                    .isEqualTo(0x87);
            assertThat(nobody.connect("a", true, 0, null, null)).isEqualTo(5);
            assertThat(three.closed()).isTrue();
            assertThat(five.closed()).isTrue();
        }
    }

    @Test
    void answersWithTheReasonCodesOfVersion5() throws Exception {
        String neighbour = "n-" + device;
        platform.register(neighbour);
        try (RawMqtt client = connected(5, "codes")) {
            assertThat(client.publishAndAwait(1, 1, topic(), "{\"ts\":" + TS + ",\"a\":1}"))
                    .isEqualTo(0);
            assertThat(client.publishAndAwait(2, 1, topic(), "{bad")).isEqualTo(0x99);
            assertThat(client.publishAndAwait(3, 1, "telemetry/default/" + neighbour, "{\"a\":1}"))
                    .isEqualTo(0x87);
            assertThat(client.publishAndAwait(4, 1, "elsewhere", "1")).isEqualTo(0x90);
            assertThat(client.publishAndAwait(5, 1, topic(), "{\"ts\":" + TS + ",\"b\":1,\"c\":null}"))
                    .isEqualTo(0);
            assertThat(client.publishAndAwait(6, 2, topic(), "{bad")).isEqualTo(0x99);
        }
        // The dead letters were there before the answers.
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.letters(device))
                .extracting(DeadLetter::reason)
                .containsExactly("malformed-json", "unsupported-value", "malformed-json"));
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.letters(neighbour))
                .extracting(DeadLetter::reason, DeadLetter::device)
                .containsExactly(tuple("not-your-topic", device)));
        assertThat(platform.readings(neighbour)).isEmpty();
    }

    @Test
    void tellsAClientOfVersion3OnItsErrorsTopicAndAcknowledges() throws Exception {
        try (RawMqtt client = connected(4, "errors")) {
            assertThat(client.subscribe(1, "errors/default/" + device)).isEqualTo(0);
            client.publish(2, 1, false, topic(), "{bad");

            assertThat(client.awaitMessage("errors/default/" + device))
                    .isEqualTo(
                            "{\"topic\":\"" + topic() + "\",\"packetId\":2,\"refused\":true,\"error\":\"malformed-json:"
                                    + " line 1 column 2: Unexpected character ('b' (code 98)): was expecting double-quote to start"
                                    + " field name\"}");
            assertThat(client.awaitAnswer(RawMqtt.PUBACK, 2)).isEqualTo(0);
        }
    }

    @Test
    void letsNobodySubscribeToAnythingElse() throws Exception {
        try (RawMqtt three = connected(4, "sub3");
                RawMqtt five = connected(5, "sub5")) {
            assertThat(three.subscribe(1, "telemetry/#")).isEqualTo(0x80);
            assertThat(five.subscribe(1, "errors/default/somebody-else")).isEqualTo(0x87);
            assertThat(five.subscribe(2, "errors/default/" + device)).isEqualTo(0);
        }
    }

    @Test
    void aGatewayPublishesForItsChildren() throws Exception {
        String child = "c-" + device;
        platform.register(child, true, false, Optional.of(device));
        platform.register(device, true, true, Optional.empty());
        try (RawMqtt client = connected(5, "gw")) {
            await().atMost(SOON)
                    .until(() -> client.publishAndAwait(1, 1, "telemetry/default/" + child + "/a", "1") == 0);
        }
        await().atMost(SOON).until(() -> platform.readings(child).size() == 1);
    }

    @Test
    void acknowledgesOnlyWhatJetStreamHolds() throws Exception {
        try (RawMqtt client = connected(4, "held")) {
            platform.server().stop();
            client.publish(7, 1, false, topic(), "{\"ts\":" + TS + ",\"a\":1}");
            client.publish(8, 2, false, topic(), "{\"ts\":" + TS + ",\"a\":2}");

            assertThat(client.silentFor(Duration.ofSeconds(1))).isTrue();

            platform.server().start();
            assertThat(client.awaitAnswer(RawMqtt.PUBACK, 7)).isEqualTo(0);
            assertThat(client.awaitAnswer(RawMqtt.PUBREC, 8)).isEqualTo(0);
        }
        await().atMost(SOON).until(() -> platform.readings(device).size() == 2);
    }

    @Test
    void brakesTheSocketWhenTheWindowIsFullAndLosesNothing() throws Exception {
        int count = 50_000;
        try (RawMqtt client = connected(4, "flood")) {
            double before = gateway.metric("ingest_messages_received_total");
            platform.server().stop();
            client.flood(count, i -> "{\"ts\":" + (TS + i) + ",\"n\":" + i + "}", topic());

            await().atMost(SOON).until(() -> gateway.metric("ingest_messages_inflight") >= 64);
            await().during(Duration.ofSeconds(1))
                    .atMost(SOON)
                    .until(() ->
                            // One socket read beyond the window of 64 at most, and so far less than what was sent.
                            gateway.metric("ingest_messages_received_total") - before < 4_000);
            platform.server().start();

            client.awaitAnswers(RawMqtt.PUBACK, count, Duration.ofSeconds(60));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> platform.readings(device).size() >= count);
        assertThat(platform.readings(device)).hasSize(count);
        assertThat(platform.readings(device).get(count - 1).value()).isEqualTo(count - 1);
    }

    @Test
    void shedsQos0WhenTheWindowIsFullAndCountsIt() throws Exception {
        try (RawMqtt full = connected(4, "full");
                RawMqtt shed = connected(4, "shed")) {
            double before = gateway.metric("ingest_messages_shed_total");
            platform.server().stop();
            for (int i = 1; i <= 64; i++) {
                full.publish(i, 1, false, topic(), "{\"ts\":" + (TS + i) + ",\"a\":1}");
            }
            await().atMost(SOON).until(() -> gateway.metric("ingest_messages_inflight") >= 64);
            shed.publish(0, 0, false, topic(), "{\"ts\":" + TS + ",\"never\":1}");

            await().atMost(SOON).until(() -> gateway.metric("ingest_messages_shed_total") == before + 1);
            platform.server().start();
            full.awaitAnswers(RawMqtt.PUBACK, 64, Duration.ofSeconds(30));
        }
        assertThat(platform.readings(device)).extracting(Reading::metric).doesNotContain("never");
    }

    @Test
    void relaysAMessageOfQos2OnceHoweverOftenItIsSent() throws Exception {
        try (RawMqtt client = RawMqtt.open(gateway.mqttPort(), 4)) {
            connected(4, "warm").close();
            assertThat(client.connect("twice", false, 0, device, Platform.TOKEN))
                    .isEqualTo(0);
            client.publish(9, 2, false, topic(), "{\"a\":1}");
            client.awaitAnswer(RawMqtt.PUBREC, 9);
        }
        try (RawMqtt client = RawMqtt.open(gateway.mqttPort(), 4)) {
            assertThat(client.connect("twice", false, 0, device, Platform.TOKEN))
                    .isEqualTo(0);
            assertThat(client.sessionPresent()).isTrue();
            client.publish(9, 2, true, topic(), "{\"a\":1}");
            client.awaitAnswer(RawMqtt.PUBREC, 9);
            client.release(9);
            client.awaitAnswer(RawMqtt.PUBCOMP, 9);
            client.publish(9, 2, false, topic(), "{\"a\":2}");
            client.awaitAnswer(RawMqtt.PUBREC, 9);
        }
        await().atMost(SOON).until(() -> platform.readings(device).size() >= 2);
        assertThat(platform.readings(device)).extracting(Reading::value).containsExactly(1.0, 2.0);
    }

    @Test
    void theSameClientTakesItsSessionOver() throws Exception {
        try (RawMqtt first = connected(5, "same");
                RawMqtt second = connected(5, "same")) {
            assertThat(first.awaitDisconnect()).isEqualTo(0x8E);
            assertThat(second.publishAndAwait(1, 1, topic() + "/a", "1")).isEqualTo(0);
        }
    }

    @Test
    void letsADisabledDeviceGoAtOnce() throws Exception {
        try (RawMqtt client = connected(5, "doomed")) {
            platform.register(device, false, false, Optional.empty());

            assertThat(client.awaitDisconnect()).isEqualTo(0x87);
        }
        try (RawMqtt again = RawMqtt.open(gateway.mqttPort(), 5)) {
            assertThat(again.connect("doomed", true, 0, device, Platform.TOKEN)).isEqualTo(0x87);
        }
    }

    @Test
    void closesAConnectionThatFallsSilentButNotOneThatPings() throws Exception {
        connected(5, "warm").close();
        try (RawMqtt silent = RawMqtt.open(gateway.mqttPort(), 5);
                RawMqtt alive = RawMqtt.open(gateway.mqttPort(), 5)) {
            assertThat(silent.connect("silent", true, 1, device, Platform.TOKEN))
                    .isEqualTo(0);
            assertThat(alive.connect("alive", true, 1, device, Platform.TOKEN)).isEqualTo(0);
            for (int i = 0; i < 4; i++) {
                assertThat(alive.ping()).isTrue();
                alive.silentFor(Duration.ofMillis(500));
            }
            assertThat(silent.awaitDisconnect()).isEqualTo(0x8D);
            assertThat(alive.ping()).isTrue();
        }
    }

    @Test
    void disconnectsWhoeverSendsTooMuchOrNoMqtt() throws Exception {
        try (RawMqtt large = connected(5, "large");
                RawMqtt broken = connected(5, "broken");
                RawMqtt rude = RawMqtt.open(gateway.mqttPort(), 5)) {
            large.publish(1, 1, false, topic(), "x".repeat(300_000));
            assertThat(large.awaitDisconnect()).isEqualTo(0x95);
            broken.send(new byte[] {(byte) 0xF5, 1, 2});
            assertThat(broken.closed()).isTrue();
            rude.publish(1, 1, false, topic(), "1");
            assertThat(rude.closed()).isTrue();
        }
    }

    @Test
    void tellsWhenADeviceComesAndGoes() throws Exception {
        List<PresenceChanged> changes = new CopyOnWriteArrayList<>();
        platform.nats()
                .createDispatcher(message -> {
                    try {
                        changes.add(CloudEvent.parse(message.getData()).dataAs(PresenceChanged.class));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .subscribe(Subjects.presence("default", device));
        connected(5, "presence").close();

        await().atMost(SOON).untilAsserted(() -> assertThat(changes)
                .extracting(PresenceChanged::online, PresenceChanged::cause)
                .containsExactly(tuple(true, "connected"), tuple(false, "connection-lost")));
    }

    @Test
    void errorMessagesAreJson() throws Exception {
        try (RawMqtt client = connected(4, "json")) {
            client.subscribe(1, "errors/default/" + device);
            client.publish(0, 0, false, topic(), "{\"a\":\"\\\"x\"}");

            assertThat(Json.MAPPER.readTree(client.awaitMessage("errors/default/" + device)))
                    .isEqualTo(Json.MAPPER.readTree("{\"topic\":\"" + topic()
                            + "\",\"packetId\":0,\"refused\":true,\"error\":\"unsupported-value: 'a' is a string: a value is"
                            + " a number or a boolean\"}"));
        }
    }
}
