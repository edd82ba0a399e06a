package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.telltale.events.CloudEvent;
import io.telltale.events.PresenceChanged;
import io.telltale.events.Reading;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** How connections begin, end and begin again. */
class ListenerSessionsIT extends ListenerFixture {

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
    void storesAMessageOnceThatIsSentAgainOnTheNextConnectionWhileNatsIsAway() throws Exception {
        connected(4, "warm").close();
        platform.server().stop();
        try (RawMqtt first = connected(4, "again", false)) {
            first.publish(7, 1, false, topic(), "{\"a\":1}");
            await().atMost(SOON).until(() -> gateway.metric("ingest_messages_inflight") == 1);
        }
        try (RawMqtt second = connected(4, "again", false)) {
            assertThat(second.sessionPresent()).isTrue();
            second.publish(7, 1, true, topic(), "{\"a\":1}");
            second.publish(8, 1, true, topic(), "{\"a\":2}");
            assertThat(second.silentFor(Duration.ofMillis(500))).isTrue();
            platform.server().start();

            assertThat(second.awaitAnswer(RawMqtt.PUBACK, 7)).isEqualTo(0);
            assertThat(second.awaitAnswer(RawMqtt.PUBACK, 8)).isEqualTo(0);
            // Answered, so the packet id is free: this is another message, whatever its flag says.
            second.publish(7, 1, true, topic(), "{\"a\":1}");
            assertThat(second.awaitAnswer(RawMqtt.PUBACK, 7)).isEqualTo(0);
        }
        await().atMost(SOON).until(() -> platform.readings(device).size() >= 3);
        assertThat(platform.readings(device)).extracting(Reading::value).containsExactly(1.0, 2.0, 1.0);
        awaitBalance();
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
    void tellsOfNoEndsWhenItIsStopped() throws Exception {
        List<String> changes = new CopyOnWriteArrayList<>();
        platform.nats()
                .createDispatcher(message -> changes.add(new String(message.getData(), StandardCharsets.UTF_8)))
                .subscribe(Subjects.presence("default", device));
        connected(5, "presence");
        await().atMost(SOON).until(() -> changes.size() == 1);
        gateway.stop();
        platform.nats().flush(SOON);

        assertThat(changes).singleElement().asString().contains("\"online\":true");
        gateway.restart();
    }

    @Test
    void tellsWhenASessionBeginsAndEndsAndThatTheGatewayLives() throws Exception {
        List<PresenceChanged> changes = new CopyOnWriteArrayList<>();
        List<String> beats = new CopyOnWriteArrayList<>();
        platform.nats()
                .createDispatcher(message -> {
                    try {
                        changes.add(CloudEvent.parse(message.getData()).dataAs(PresenceChanged.class));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .subscribe(Subjects.presence("default", device));
        platform.nats()
                .createDispatcher(message -> beats.add(new String(message.getData(), StandardCharsets.UTF_8)))
                .subscribe(Subjects.GATEWAY_ALIVE);
        RawMqtt first = connected(5, "presence");
        RawMqtt second = connected(5, "another client of the device");
        first.close();
        second.send(new byte[] {(byte) 0xE0, 0});
        assertThat(second.closed()).isTrue();
        await().atMost(SOON).until(() -> changes.size() == 2);
        connected(5, "presence").close();

        await().atMost(SOON).untilAsserted(() -> assertThat(changes)
                .extracting(PresenceChanged::online, PresenceChanged::cause)
                .containsExactly(
                        tuple(true, "connected"),
                        tuple(false, "disconnected"),
                        tuple(true, "connected"),
                        tuple(false, "connection-lost")));
        assertThat(changes.get(1).epoch()).isEqualTo(changes.get(0).epoch());
        assertThat(changes.get(2).epoch()).isGreaterThan(changes.get(0).epoch());
        assertThat(changes.get(3).epoch()).isEqualTo(changes.get(2).epoch());
        await().atMost(SOON).until(() -> !beats.isEmpty());
        assertThat(changes).extracting(PresenceChanged::run).containsOnly(beats.getFirst());
    }
}
