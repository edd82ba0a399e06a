package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.api.StreamConfiguration;
import io.telltale.events.Streams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** No room for dead letters: nothing that should be one is lost, and nothing that lies there is pushed out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersFullIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private Platform platform;
    private GatewayProcess gateway;

    @BeforeAll
    void bring() {
        platform = Platform.begin();
        gateway = GatewayProcess.start(
                Map.of("TELLTALE_NATS_URL", platform.server().url()));
    }

    @AfterAll
    void clear() throws InterruptedException {
        gateway.close();
        platform.close();
    }

    private void room(long bytes) throws Exception {
        var streams = platform.nats().jetStreamManagement();
        streams.updateStream(StreamConfiguration.builder(
                        streams.getStreamInfo(Streams.DEADLETTER).getConfiguration())
                .maxBytes(bytes)
                .build());
    }

    private MqttAsyncClient connect(String device) throws Exception {
        MqttAsyncClient client =
                new MqttAsyncClient("tcp://127.0.0.1:" + gateway.mqttPort(), "full-" + device, new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(device);
        options.setPassword(Platform.TOKEN.toCharArray());
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        client.connect(options).waitForCompletion(10_000);
        return client;
    }

    @Test
    void acknowledgesABadMessageOnlyWhenThereIsRoomForItsDeadLetterAndGoodOnesMeanwhile() throws Exception {
        platform.register("clumsy");
        await().atMost(SOON).until(() -> gateway.devices() == 1);
        MqttAsyncClient client = connect("clumsy");
        byte[] bad = ("{\"a\":" + "x".repeat(2_000)).getBytes(StandardCharsets.UTF_8);
        client.publish("telemetry/default/clumsy", bad, 1, false).waitForCompletion(10_000);
        room(3_000);

        IMqttDeliveryToken refused = client.publish("telemetry/default/clumsy", bad, 1, false);
        await().atMost(SOON).until(() -> gateway.metric("ingest_publishes_retried_total") > 0);
        client.publish("telemetry/default/clumsy", "{\"a\":1}".getBytes(StandardCharsets.UTF_8), 1, false);

        await().atMost(SOON).until(() -> platform.readings("clumsy").size() == 1);
        assertThat(refused.isComplete()).isFalse();
        assertThat(platform.letters("clumsy")).hasSize(1);

        room(100_000);

        await().atMost(SOON).until(refused::isComplete);
        await().atMost(SOON).until(() -> platform.letters("clumsy").size() == 2);
        assertThat(platform.letters("clumsy"))
                .extracting(letter -> letter.payload().length)
                .isEqualTo(List.of(bad.length, bad.length));
        client.disconnectForcibly(0, 1_000);
        client.close(true);
    }

    @Test
    void showsHowFullTheStreamsAreAndWhatLettersThereAre() throws Exception {
        await().atMost(SOON).until(() -> gateway.metric("ingest_streams_limit_bytes") > 0);
        platform.nats().jetStream().publish("deadletter.store.rejected-by-store", "x".getBytes(StandardCharsets.UTF_8));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.get("/q/metrics").body())
                        .contains("ingest_deadletters_held{reason=\"rejected-by-store\",stage=\"store\"} 1.0"));
        assertThat(gateway.metric("ingest_deadletters_parked_total")).isGreaterThanOrEqualTo(1);
    }
}
