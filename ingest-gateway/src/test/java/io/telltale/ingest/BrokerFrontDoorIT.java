package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telltale.events.Streams;
import io.telltale.testkit.MqttBroker;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The contract at a real Mosquitto, and what is peculiar to this door. */
class BrokerFrontDoorIT extends FrontDoorContract {

    private MqttBroker broker;

    @Override
    GatewayProcess open(Platform platform) {
        broker = MqttBroker.own();
        return GatewayProcess.start(Map.of(
                "TELLTALE_NATS_URL", platform.server().url(),
                "TELLTALE_FRONT_DOOR", "broker",
                "TELLTALE_INGEST_RELAY_STALLED_AFTER", "PT2S",
                "TELLTALE_BROKER_HOST", broker.host(),
                "TELLTALE_BROKER_PORT", Integer.toString(broker.port())));
    }

    @Override
    String address() {
        return broker.url();
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @Test
    void getsWhatItHadNotMadeDurableAgainAfterBeingKilled() throws MqttException {
        String device = device();
        MqttAsyncClient client = client(device);
        double before = gateway.metric("ingest_messages_received_total");
        platform.server().stop();
        int count = 15;
        for (int i = 0; i < count; i++) {
            client.publish(
                    "telemetry/default/" + device,
                    ("{\"ts\":" + (TS + i) + ",\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8),
                    1,
                    false);
        }
        await().atMost(SOON).until(() -> gateway.metric("ingest_messages_received_total") == before + count);
        gateway.kill();
        platform.server().start();
        gateway.restart();

        await().atMost(SOON).until(() -> platform.readings(device).size() >= count);
        assertThat(new HashSet<>(platform.readings(device))).hasSize(count);
        assertThat(platform.readings(device)).hasSize(count);
        client.disconnect().waitForCompletion();
    }

    @Test
    void goesOnAfterTheBrokerWasRestarted() throws MqttException {
        String device = device();
        broker.stop();
        await().atMost(SOON).until(() -> !gateway.ready());
        broker.start();
        await().atMost(SOON).until(gateway::ready);
        MqttAsyncClient client = client(device);

        publish(client, "telemetry/default/" + device, 1, "{\"ts\":" + TS + ",\"a\":1}");

        await().atMost(SOON).untilAsserted(() -> assertThat(platform.readings(device))
                .containsExactly(reading(device, "a", TS, 1)));
        client.disconnect().waitForCompletion();
    }

    @Test
    void getsWhatARestartedBrokerTookBeforeItCameBack() throws MqttException {
        String device = device();
        gateway.kill();
        broker.stop();
        broker.start();
        MqttAsyncClient client = client(device);
        publishAll(client, device, 1, 200);
        client.disconnect().waitForCompletion();
        gateway.restart();

        await().atMost(SOON).until(() -> stored(device, "q1") == 200);
    }

    private void publishAll(MqttAsyncClient client, String device, int qos, int count) throws MqttException {
        for (int i = 0; i < count; i++) {
            client.publish(
                    "telemetry/default/" + device,
                    ("{\"ts\":" + (TS + i) + ",\"q" + qos + "\":" + i + "}").getBytes(StandardCharsets.UTF_8),
                    qos,
                    false);
        }
    }

    private long stored(String device, String metric) {
        return platform.readings(device).stream()
                .filter(reading -> reading.metric().equals(metric))
                .distinct()
                .count();
    }

    @Test
    void standsAStallOfNatsWithFarMoreThanTheConnectorBuffers() throws MqttException {
        String device = device();
        MqttAsyncClient client = client(device);
        double before = gateway.metric("ingest_messages_received_total");
        platform.server().freeze();
        publishAll(client, device, 0, 3_000);
        publishAll(client, device, 1, 1_000);
        await().atMost(SOON).until(() -> gateway.metric("ingest_messages_received_total") >= before + 3_000);
        await().atMost(SOON).until(() -> !gateway.ready());
        assertThat(gateway.live()).isTrue();
        platform.server().thaw();

        await().atMost(SOON).until(() -> stored(device, "q1") == 1_000);
        await().atMost(SOON).until(gateway::ready);
        await().atMost(SOON).until(() -> stored(device, "q0") + gateway.metric("ingest_messages_shed_total") == 3_000);
        client.disconnect().waitForCompletion();
    }

    @Test
    void getsEverythingOfABrokerThatWasKilled() throws MqttException {
        String device = device();
        MqttAsyncClient client = client(device);
        publish(client, "telemetry/default/" + device, 1, "{\"ts\":" + TS + ",\"a\":1}");
        broker.kill();
        await().atMost(SOON).until(() -> !gateway.ready());
        broker.start();
        await().atMost(SOON).until(gateway::ready);
        MqttAsyncClient again = client(device);
        publishAll(again, device, 1, 500);

        await().atMost(SOON).until(() -> stored(device, "q1") == 500);
        assertThat(stored(device, "a")).isEqualTo(1);
        again.disconnect().waitForCompletion();
    }

    @Test
    void getsEverythingOfABrokerThatWasFrozen() throws MqttException {
        String device = device();
        MqttAsyncClient client = client(device);
        broker.freeze();
        publishAll(client, device, 1, 500);
        await().atMost(SOON).until(() -> !gateway.ready());
        assertThat(gateway.live()).isTrue();
        broker.thaw();
        await().atMost(SOON).until(gateway::ready);

        await().atMost(SOON).until(() -> stored(device, "q1") == 500);
        client.disconnect().waitForCompletion();
    }

    @Test
    void holdsWhatTheStreamHasNoRoomForUntilItHas() throws MqttException {
        String device = device();
        MqttAsyncClient client = client(device);
        publish(client, "telemetry/default/" + device, 1, "{\"ts\":" + TS + ",\"a\":1}");
        await().atMost(SOON).until(() -> stored(device, "a") == 1);
        platform.limit(Streams.TELEMETRY, 1);
        publishAll(client, device, 1, 300);
        await().atMost(SOON).until(() -> !gateway.ready());
        assertThat(stored(device, "q1")).isZero();
        platform.limit(Streams.TELEMETRY, 1L << 30);

        await().atMost(SOON).until(() -> stored(device, "q1") == 300);
        await().atMost(SOON).until(gateway::ready);
        assertThat(gateway.metric("ingest_messages_returned_total")).isZero();
        client.disconnect().waitForCompletion();
    }
}
