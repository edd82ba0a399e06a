package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.telltale.events.DeadLetter;
import io.telltale.events.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whichever door a message comes in by. Each form brings real servers and the packaged gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FrontDoorContract {

    static final long TS = 1_750_000_000_000L;
    static final Duration SOON = Duration.ofSeconds(20);

    private int registered;
    Platform platform;
    GatewayProcess gateway;

    /** Brings what the door needs beyond NATS, and the gateway with it. */
    abstract GatewayProcess open(Platform platform);

    /** Where devices publish. */
    abstract String address();

    @BeforeAll
    void bring() {
        platform = Platform.begin();
        gateway = open(platform);
    }

    @AfterAll
    void clear() throws InterruptedException {
        gateway.close();
        platform.close();
    }

    String device() {
        String device = "d-" + UUID.randomUUID().toString().substring(0, 8);
        platform.register(device);
        registered++;
        // The gateway's view follows the bucket by a moment; until then it would rightly refuse the device.
        await().atMost(SOON).until(() -> gateway.devices() == registered);
        return device;
    }

    MqttAsyncClient client(String device) {
        try {
            MqttAsyncClient client =
                    new MqttAsyncClient(address(), device + "-" + UUID.randomUUID(), new MemoryPersistence());
            MqttConnectOptions options = new MqttConnectOptions();
            options.setUserName(device + "@default");
            options.setPassword(Platform.TOKEN.toCharArray());
            options.setMaxInflight(5_000);
            client.connect(options).waitForCompletion();
            return client;
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    static void publish(MqttAsyncClient client, String topic, int qos, String payload) throws MqttException {
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), qos, false)
                .waitForCompletion(SOON.toMillis());
    }

    static Reading reading(String device, String metric, long millis, double value) {
        return new Reading("default", device, metric, millis * 1000, value);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void storesAReadingOfAnyQos(int qos) throws MqttException {
        String device = device();
        MqttAsyncClient client = client(device);

        publish(client, "telemetry/default/" + device, qos, "{\"ts\":" + TS + ",\"temperature\":21.5,\"door\":true}");

        await().atMost(SOON).untilAsserted(() -> assertThat(platform.readings(device))
                .containsExactly(reading(device, "temperature", TS, 21.5), reading(device, "door", TS, 1)));
        client.disconnect().waitForCompletion();
    }

    @Test
    void storesEveryFormOfPayload() throws MqttException {
        String device = device();
        MqttAsyncClient client = client(device);
        String topic = "telemetry/default/" + device;

        publish(client, topic, 1, "{\"ts\":" + TS + ",\"values\":{\"a\":1}}");
        publish(client, topic, 1, "[{\"ts\":" + TS + ",\"b\":2},{\"ts\":" + (TS + 1) + ",\"b\":3}]");
        publish(client, topic, 1, "[{\"bn\":\"urn:x:\",\"bt\":1750000000,\"n\":\"c\",\"v\":4}]");
        publish(client, topic + "/d", 1, "5");

        await().atMost(SOON).until(() -> platform.readings(device).size() == 5);
        assertThat(platform.readings(device).subList(0, 4))
                .containsExactly(
                        reading(device, "a", TS, 1),
                        reading(device, "b", TS, 2),
                        reading(device, "b", TS + 1, 3),
                        reading(device, "c", TS, 4));
        assertThat(platform.readings(device).get(4))
                .extracting(Reading::metric, Reading::value)
                .containsExactly("d", 5.0);
        client.disconnect().waitForCompletion();
    }

    @Test
    void parksWhatIsMalformedWithItsBytesAndStoresItsNeighbours() throws MqttException {
        String device = device();
        MqttAsyncClient client = client(device);
        String topic = "telemetry/default/" + device;

        publish(client, topic, 1, "{\"ts\":" + TS + ",\"a\":1}");
        publish(client, topic, 1, "{\"ts\":" + TS + ",\"a\":");
        publish(client, topic, 1, "{\"ts\":" + (TS + 1) + ",\"a\":2,\"b\":\"x\"}");

        await().atMost(SOON).until(() -> platform.letters(device).size() == 2);
        await().atMost(SOON).untilAsserted(() -> assertThat(platform.readings(device))
                .containsExactly(reading(device, "a", TS, 1), reading(device, "a", TS + 1, 2)));
        assertThat(platform.letters(device))
                .extracting(
                        DeadLetter::stage,
                        DeadLetter::reason,
                        DeadLetter::origin,
                        letter -> new String(letter.payload(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder(
                        tuple("admission", "malformed-json", topic, "{\"ts\":" + TS + ",\"a\":"),
                        tuple(
                                "admission",
                                "unsupported-value",
                                topic,
                                "{\"ts\":" + (TS + 1) + ",\"a\":2,\"b\":\"x\"}"));
        client.disconnect().waitForCompletion();
    }

    @Test
    void keepsTheOrderOfADeviceUnderLoad() throws MqttException {
        String device = device();
        MqttAsyncClient client = client(device);
        int count = 3_000;
        for (int i = 0; i < count; i++) {
            client.publish(
                    "telemetry/default/" + device,
                    ("{\"ts\":" + (TS + i) + ",\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8),
                    1,
                    false);
        }

        await().atMost(SOON).until(() -> platform.readings(device).size() >= count);
        assertThat(platform.readings(device).stream().mapToLong(reading -> (long) reading.value()))
                .containsExactlyElementsOf(LongStream.range(0, count).boxed().toList());
        client.disconnect().waitForCompletion();
    }

    @Test
    void losesNothingWhileNatsIsKilledAndComesBack() throws MqttException {
        String device = device();
        MqttAsyncClient client = client(device);
        int count = 2_000;
        for (int i = 0; i < count; i++) {
            if (i == count / 4) {
                platform.server().kill();
            }
            client.publish(
                    "telemetry/default/" + device,
                    ("{\"ts\":" + (TS + i) + ",\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8),
                    1,
                    false);
        }
        await().atMost(SOON).until(() -> !gateway.ready());
        platform.server().start();

        await().atMost(Duration.ofSeconds(60)).until(() -> new HashSet<>(platform.readings(device)).size() == count);
        await().atMost(SOON).until(() -> client.getPendingDeliveryTokens().length == 0);
        assertThat(platform.readings(device)).hasSize(count);
        await().atMost(SOON).until(gateway::ready);
        client.disconnect().waitForCompletion();
    }

    @Test
    void countsEveryMessageExactlyOnce() {
        await().atMost(SOON).until(() -> gateway.metric("ingest_messages_inflight") == 0);
        double received = gateway.metric("ingest_messages_received_total");
        double relayed = gateway.metric("ingest_messages_relayed_total");
        double refused = gateway.metric("ingest_messages_refused_total");
        double returned = gateway.metric("ingest_messages_returned_total");
        double shed = gateway.metric("ingest_messages_shed_total");

        assertThat(received).isEqualTo(relayed + refused + returned + shed);
    }
}
