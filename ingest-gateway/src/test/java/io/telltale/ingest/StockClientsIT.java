package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.telltale.events.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listener with the clients that people have: Mosquitto's command line and Paho for MQTT 5. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockClientsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private Platform platform;
    private GatewayProcess gateway;
    private String mosquittoPub;

    @BeforeAll
    void bring() throws Exception {
        platform = Platform.begin();
        gateway = GatewayProcess.start(
                Map.of("TELLTALE_NATS_URL", platform.server().url()));
        String servers = Path.of(System.getProperty("telltale.root"), "deploy", "local", "servers")
                .toString();
        Process which = new ProcessBuilder(servers, "which", "mosquitto_pub").start();
        mosquittoPub = new String(which.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(which.waitFor()).isEqualTo(0);
    }

    @AfterAll
    void clear() throws InterruptedException {
        gateway.close();
        platform.close();
    }

    private void register(String device) {
        platform.register(device);
        // The gateway's view follows the bucket: a first message that is taken tells that the device has arrived there.
        await().atMost(SOON).until(() -> mosquitto(device, Platform.TOKEN, "311", 1, "/ready", "1") == 0);
    }

    private int mosquitto(String device, String token, String version, int qos, String metric, String payload)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(mosquittoPub, "-h", "127.0.0.1"));
        command.addAll(List.of("-p", Integer.toString(gateway.mqttPort()), "-V", version, "-q", Integer.toString(qos)));
        command.addAll(List.of("-u", device + "@default", "-P", token));
        command.addAll(List.of("-t", "telemetry/default/" + device + metric, "-m", payload));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @ParameterizedTest
    @CsvSource({"5,0", "5,1", "5,2", "311,0", "311,1", "311,2"})
    void takesReadingsOfMosquittoPub(String version, int qos) throws Exception {
        String device = "mosquitto-" + version + "-" + qos;
        register(device);

        assertThat(mosquitto(device, Platform.TOKEN, version, qos, "/temperature", "21.5"))
                .isEqualTo(0);
        assertThat(mosquitto(device, Platform.TOKEN, version, qos, "", "{\"ts\":1750000000000,\"a\":1,\"b\":true}"))
                .isEqualTo(0);

        await().atMost(SOON).until(() -> platform.readings(device).size() == 4);
        assertThat(platform.readings(device))
                .extracting(Reading::metric, Reading::value)
                .containsExactly(tuple("ready", 1.0), tuple("temperature", 21.5), tuple("a", 1.0), tuple("b", 1.0));
    }

    @ParameterizedTest
    @CsvSource({"5,135", "311,5"})
    void mosquittoPubLearnsThatItsTokenIsWrong(String version, int status) throws Exception {
        register("wrong-" + version);

        assertThat(mosquitto("wrong-" + version, "no", version, 1, "/a", "1")).isEqualTo(status);
    }

    @Test
    void getsOnWithPahoOfVersion5() throws MqttException {
        register("paho5");
        MqttAsyncClient client =
                new MqttAsyncClient("tcp://127.0.0.1:" + gateway.mqttPort(), "paho5", new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("paho5");
        options.setPassword(Platform.TOKEN.getBytes(StandardCharsets.UTF_8));
        client.connect(options).waitForCompletion();

        assertThat(publish(client, 1, "21.5")).containsExactly(0);
        // Of QoS 2 the client keeps the codes of both answers, PUBREC and PUBCOMP.
        assertThat(publish(client, 2, "22.5")).containsExactly(0, 0);
        assertThat(publish(client, 1, "warm")).containsExactly(0x99);

        await().atMost(SOON).until(() -> platform.readings("paho5").size() == 3);
        assertThat(platform.readings("paho5")).extracting(Reading::value).containsExactly(1.0, 21.5, 22.5);
        client.disconnect().waitForCompletion();
    }

    private static int[] publish(MqttAsyncClient client, int qos, String payload) throws MqttException {
        IMqttToken token =
                client.publish("telemetry/default/paho5/a", payload.getBytes(StandardCharsets.UTF_8), qos, false);
        token.waitForCompletion(SOON.toMillis());
        return token.getReasonCodes();
    }
}
