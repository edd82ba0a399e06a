package io.telltale.simulator.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.telltale.events.DeviceEntry;
import io.telltale.events.DeviceToken;
import io.telltale.events.Streams;
import io.telltale.testkit.FreePort;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.Timescale;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices with stock clients at two gateways, of which one is killed; what the alerting service knows and tells of them. */
class PresenceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = DeviceToken.generate();
    private static final String OFFLINE = """
            {"name": "Gone", "kind": "presence", "severity": "critical", "selector": {"device": "pump-*"},
             "condition": {"state": "offline"}}
            """;

    @TempDir
    private Path folder;

    private final List<Integer> doors = List.of(FreePort.choose(), FreePort.choose());
    private final List<ServiceProcess> services = new ArrayList<>();
    private final List<MqttClient> clients = new ArrayList<>();
    private NatsServer nats;

    @BeforeEach
    void up() throws Exception {
        nats = NatsServer.own();
        try (Connection connection = nats.connect()) {
            Streams.ensure(connection);
            for (int i = 1; i <= 4; i++) {
                DeviceEntry pump = new DeviceEntry(
                        "default",
                        "pump-" + i,
                        true,
                        List.of(DeviceToken.hash(TOKEN)),
                        Optional.empty(),
                        Map.of("hall", "7"),
                        false,
                        Optional.empty());
                connection.keyValue(Streams.DEVICES).put(pump.key(), pump.toBytes());
            }
        }
        Timescale.Database database = Timescale.shared().createDatabase("alerting");
        Map<String, String> environment = new HashMap<>();
        environment.put("TELLTALE_NATS_URL", nats.url());
        environment.put("TELLTALE_DB_HOST", database.host());
        environment.put("TELLTALE_DB_PORT", Integer.toString(database.port()));
        environment.put("ALERTING_DB_PASSWORD", database.password());
        environment.put("TELLTALE_TOKEN_PUBLIC_KEY", TestTokens.publicKey().toString());
        environment.put("TELLTALE_ALERTING_PRESENCE_GATEWAY_GRACE", "PT12S");
        services.add(new ServiceProcess("alerting-service", 1, folder, "TELLTALE_ALERTING_PORT", environment));
        for (int gateway = 0; gateway < doors.size(); gateway++) {
            environment.put("TELLTALE_MQTT_PORT", doors.get(gateway).toString());
            services.add(
                    new ServiceProcess("ingest-gateway", gateway + 1, folder, "TELLTALE_INGEST_PORT", environment));
        }
        services.forEach(ServiceProcess::start);
        services.forEach(ServiceProcess::awaitReady);
    }

    @AfterEach
    void down() throws Exception {
        for (MqttClient client : clients) {
            if (client.isConnected()) {
                client.disconnectForcibly(1, 1, false);
            }
            client.close();
        }
        services.forEach(ServiceProcess::close);
        nats.close();
    }

    @Test
    void oldSessionsAndKilledGatewaysMakeNobodyOfflineWhoIsThere() throws Exception {
        MqttClient drops = connect("pump-1", 0);
        MqttClient moves = connect("pump-2", 0);
        connect("pump-3", 0);
        connect("pump-4", 0);
        awaitStates("online", "online", "online", "online");
        asOperator().body(OFFLINE).post("/rules").then().statusCode(201);

        drops.disconnectForcibly(1, 1, false);
        awaitStates("offline", "online", "online", "online");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alerts()).containsExactly("pump-1 firing"));
        JsonPath dropped = asOperator().get("/presence/pump-1").jsonPath();
        assertThat(dropped.getString("cause")).isEqualTo("connection-lost");
        assertThat(dropped.getBoolean("lastWill")).isTrue();

        connect("pump-1", 1);
        connect("pump-2", 1);
        moves.disconnect();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alerts()).containsExactly("pump-1 resolved"));

        services.get(1).kill();
        connect("pump-4", 1);
        awaitStates("online", "online", "offline", "online");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts()).containsExactly("pump-3 firing", "pump-1 resolved"));
        assertThat(asOperator().get("/presence/pump-3").jsonPath().getString("cause"))
                .isEqualTo("gateway-lost");
    }

    private MqttClient connect(String device, int gateway) throws MqttException {
        MqttClient client = new MqttClient(
                "tcp://127.0.0.1:" + doors.get(gateway), device + "-at-" + gateway, new MemoryPersistence());
        clients.add(client);
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(device);
        options.setPassword(TOKEN.toCharArray());
        options.setWill("telemetry/default/" + device, "{}".getBytes(StandardCharsets.UTF_8), 0, false);
        client.connect(options);
        return client;
    }

    private void awaitStates(String... states) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        asOperator().get("/presence").jsonPath().getList("items.state"))
                .isEqualTo(List.of((Object[]) states)));
    }

    /** Newest first. */
    private List<String> alerts() {
        JsonPath alerts = asOperator().get("/alerts").jsonPath();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < alerts.getList("items").size(); i++) {
            told.add(alerts.getString("items[" + i + "].device") + ' ' + alerts.getString("items[" + i + "].state"));
        }
        return told;
    }

    private RequestSpecification asOperator() {
        return given().baseUri("http://127.0.0.1:" + services.getFirst().port() + "/api")
                .header("Authorization", "Bearer " + TestTokens.operator("default"))
                .contentType("application/json");
    }
}
