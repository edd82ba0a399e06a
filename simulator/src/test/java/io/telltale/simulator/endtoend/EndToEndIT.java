package io.telltale.simulator.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.path.json.JsonPath;
import io.telltale.simulator.documents.MetricsDocument;
import io.telltale.simulator.endtoend.LocalStack.Outcome;
import io.telltale.simulator.endtoend.Platform.Device;
import io.telltale.testkit.WebhookReceiver;
import io.telltale.testkit.WebhookReceiver.Hook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One reading goes the whole way, and whatever can go wrong with it is told to whom it concerns. */
class EndToEndIT {

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static LocalStack stack;
    private static Platform platform;

    @BeforeAll
    static void up() {
        stack = LocalStack.up("listener");
        platform = new Platform(stack);
    }

    @AfterAll
    static void down() {
        stack.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "mqttv311"})
    void storesABareNumberWithinASecond(String version) {
        Device device = platform.register("bare-" + version);

        Outcome published =
                platform.publish(device, version, "telemetry/default/" + device.name() + "/temperature", "21.5");

        assertThat(published.status()).as(published.output()).isZero();
        await().atMost(A_SECOND).untilAsserted(() -> assertThat(platform.stored(device.name(), "temperature"))
                .containsExactly(21.5));
        platform.asOperator()
                .get("/devices/" + device.name() + "/latest")
                .then()
                .statusCode(200)
                .body("device", equalTo(device.name()))
                .body("readings[0].metric", equalTo("temperature"))
                .body("readings[0].value", equalTo(21.5f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flat   | {\"ts\": 1771590000000, \"temperature\": 21.5, \"door\": true}",
                "values | {\"ts\": \"2026-02-20T12:20:00Z\", \"values\": {\"temperature\": 21.5, \"door\": true}}",
                "array  | [{\"ts\": 1771590000000, \"temperature\": 21.5}, {\"ts\": 1771590000001, \"door\": true}]",
                "senml  | [{\"bt\": 1771590000, \"n\": \"temperature\", \"v\": 21.5}, {\"n\": \"door\", \"vb\": true}]"
            })
    void storesEveryFormOfPayload(String form, String payload) {
        Device device = platform.register("form-" + form);

        Outcome published = platform.publish(device, "5", "telemetry/default/" + device.name(), payload);

        assertThat(published.status()).as(published.output()).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(platform.stored(device.name(), "temperature")).containsExactly(21.5);
            assertThat(platform.stored(device.name(), "door")).containsExactly(1.0);
        });
    }

    @Test
    void keepsTwoReadingsOfOneInstantAndOneReadingSentTwice() {
        Device device = platform.register("twins");
        String topic = "telemetry/default/twins";

        platform.publish(device, "5", topic, "{\"ts\": 1771590000000, \"temperature\": 1}");
        platform.publish(device, "5", topic, "{\"ts\": 1771590000000, \"temperature\": 2}");
        platform.publish(device, "5", topic, "{\"ts\": 1771590000000, \"temperature\": 2}");
        platform.publish(device, "5", topic, "{\"ts\": 1771590000001, \"temperature\": 3}");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(platform.stored("twins", "temperature"))
                .containsExactly(1.0, 2.0, 3.0));
    }

    @ParameterizedTest
    @CsvSource({"5, 135", "mqttv311, 5"})
    void refusesAWrongTokenAtConnect(String version, int exitStatus) {
        Device device = platform.register("wrong-" + version);

        Outcome refused = platform.publish(
                new Device(device.name(), "not-the-token"), version, "telemetry/default/" + device.name(), "{\"a\":1}");

        // mosquitto_pub ends with the reason code of the CONNACK: 0x87 in MQTT 5, 5 in 3.1.1.
        assertThat(refused.status()).as(refused.output()).isEqualTo(exitStatus);
    }

    @Test
    void refusesAPublishOnAnothersTopic() {
        Device thief = platform.register("thief");
        platform.register("victim");

        Outcome refused = platform.publish(thief, "5", "telemetry/default/victim/temperature", "99");

        assertThat(refused.output()).contains("Not authorized");
        await().atMost(PATIENCE).untilAsserted(() -> platform.asOperator()
                .get("/dead-letters?device=thief")
                .then()
                .statusCode(200)
                .body("items[0].reason", equalTo("not-your-topic")));
        assertThat(platform.stored("victim", "temperature")).isEmpty();
    }

    @Test
    void parksAMalformedPayloadAndStoresItsNeighbours() {
        Device device = platform.register("clumsy");
        String topic = "telemetry/default/clumsy";

        platform.publish(device, "5", topic, "{\"ts\": 1771590000000, \"temperature\": 1}");
        Outcome refused = platform.publish(device, "5", topic, "{\"temperature\": oops}");
        platform.publish(device, "5", topic, "{\"ts\": 1771590000002, \"temperature\": 2}");

        assertThat(refused.output()).contains("Payload format invalid");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(platform.stored("clumsy", "temperature")).containsExactly(1.0, 2.0);
            List<Map<String, String>> parked =
                    platform.asOperator().get("/dead-letters?device=clumsy").path("items");
            assertThat(parked).hasSize(1);
            assertThat(parked.getFirst())
                    .containsEntry("stage", "admission")
                    .containsEntry("reason", "malformed-json")
                    .containsEntry("origin", topic)
                    .containsEntry(
                            "payload",
                            Base64.getEncoder()
                                    .encodeToString("{\"temperature\": oops}".getBytes(StandardCharsets.UTF_8)));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/devices",
                "/devices/x",
                "/tenants",
                "/profiles",
                "/series",
                "/devices/x/latest",
                "/anomalies",
                "/rules",
                "/alerts",
                "/webhooks",
                "/dead-letters",
                "/events"
            })
    void wantsATokenEverywhere(String path) {
        for (String token : List.of("", "Bearer ", "Bearer garbage")) {
            given().baseUri(stack.api())
                    .header("Authorization", token)
                    .get(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:telltale:problem:unauthenticated"));
        }
    }

    @Test
    void sendsASignedWebhookWithinASecondOfTheReading() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            Device device = platform.register("boiler-9");
            String secret = platform.asOperator()
                    .body(Map.of("url", receiver.url().toString()))
                    .post("/webhooks")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("secret");
            platform.asOperator().body("""
                            {"name": "hot", "kind": "threshold", "severity": "critical",
                             "selector": {"device": "boiler-*", "metric": "temperature"},
                             "condition": {"operator": ">", "value": 90, "clear": 80}}""").post("/rules").then().statusCode(201);
            String topic = "telemetry/default/boiler-9/temperature";
            platform.publish(device, "5", topic, "20");
            assertThat(receiver.hooks()).isEmpty();

            platform.publish(device, "5", topic, "95");
            await().atMost(A_SECOND).until(() -> receiver.hooks().size() == 1);
            platform.publish(device, "5", topic, "96");
            platform.publish(device, "5", topic, "85");
            platform.publish(device, "5", topic, "70");
            await().atMost(A_SECOND).until(() -> receiver.hooks().size() == 2);

            Hook firing = receiver.hooks().getFirst();
            Hook resolved = receiver.hooks().getLast();
            assertThat(receiver.types()).containsExactly("alert.firing", "alert.resolved");
            assertThat(firing.alert().path("device").asText()).isEqualTo("boiler-9");
            assertThat(firing.alert().path("value").asDouble()).isEqualTo(95);
            assertThat(resolved.alert().path("id").asText())
                    .isEqualTo(firing.alert().path("id").asText());
            firing.verify(secret);
            resolved.verify(secret);
        }
    }

    @Test
    void whatAProfileSaysOfDetectionCountsWithinASecond() {
        platform.asOperator()
                .body("{\"name\": \"probe\", \"metrics\": {\"temperature\": {\"unit\": \"°C\"}}}")
                .post("/profiles")
                .then()
                .statusCode(201);
        Device device = platform.register("probe-1");
        platform.asOperator()
                .body("{\"profile\": \"probe\"}")
                .put("/devices/probe-1")
                .then()
                .statusCode(200);
        String topic = "telemetry/default/probe-1/temperature";
        platform.publish(device, "5", topic, "120");
        await().atMost(PATIENCE)
                .until(() -> !platform.stored("probe-1", "temperature").isEmpty());
        platform.asOperator().get("/anomalies?device=probe-1").then().body("items", hasSize(0));

        platform.asOperator()
                .body(
                        "{\"name\": \"probe\", \"metrics\": {\"temperature\": {\"unit\": \"°C\", \"detection\": {\"high\": 85}}}}")
                .put("/profiles/probe")
                .then()
                .statusCode(200);
        await().atMost(A_SECOND).untilAsserted(() -> {
            platform.publish(device, "5", topic, "121");
            platform.asOperator()
                    .get("/anomalies?device=probe-1&severity=critical")
                    .then()
                    .statusCode(200)
                    .body("items.detector", contains("limit"))
                    .body("items[0].reason", endsWith(", above the highest this sensor can measure, 85"));
        });
        platform.asOperator()
                .get("/series?device=probe-1")
                .then()
                .statusCode(200)
                .body("items[0].unit", equalTo("°C"));
    }

    @Test
    void aRuleTriedOnWhatIsStoredRaisesWhatItWouldHave() {
        Device device = platform.register("press-1");
        platform.publish(device, "5", "telemetry/default/press-1", """
                [{"ts": 1771590000000, "force": 20}, {"ts": 1771590010000, "force": 95},
                 {"ts": 1771590020000, "force": 99}, {"ts": 1771590030000, "force": 60}]""");
        await().atMost(PATIENCE).until(() -> platform.stored("press-1", "force").size() == 4);

        JsonPath tried = platform.asOperator()
                .body("""
                        {"rule": {"name": "strong", "kind": "threshold", "selector": {"metric": "force"},
                                  "condition": {"operator": ">", "value": 90}},
                         "against": {"name": "strong", "kind": "threshold", "selector": {"metric": "force"},
                                     "condition": {"operator": ">", "value": 98}},
                         "from": "2026-02-20T12:00:00Z", "to": "2026-02-20T13:00:00Z"}""")
                .post("/rules/backtest")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(tried.getList("rule.items.device")).isEqualTo(List.of("press-1"));
        assertThat(tried.getString("rule.items[0].firedAt")).isEqualTo("2026-02-20T12:20:10Z");
        assertThat(tried.getString("rule.items[0].resolvedAt")).isEqualTo("2026-02-20T12:20:30Z");
        assertThat(tried.getString("difference.movedItems[0].against.firedAt")).isEqualTo("2026-02-20T12:20:20Z");
    }

    @Test
    void rulesGoInAsAFileAndOutAgain(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - name: loud
                    kind: threshold
                    selector: {device: "saw-*", metric: noise}
                    condition: {operator: ">", value: 80}
                """);
        assertThat(stack.run("rules", "check", file.toString()).status()).isZero();
        Outcome differs = stack.run("rules", "diff", file.toString());
        assertThat(differs.status()).as(differs.output()).isEqualTo(1);
        assertThat(differs.output()).contains("+ loud");
        assertThat(stack.run("rules", "apply", file.toString()).status()).isZero();
        assertThat(stack.run("rules", "diff", file.toString()).status()).isZero();
        assertThat(stack.run("rules", "export").output()).contains("name: loud");
    }

    @Test
    void everyMetricIsInTheDocumentWithItsTypeAndTags() {
        JsonPath status = new JsonPath(stack.run("status", "--json").output());

        MetricsDocument.services().forEach((service, documented) -> {
            int port = status.getInt("processes.find { it.name == '" + service + "' }.port");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(ToldMetrics.by(port)).as(service).isEqualTo(ToldMetrics.expected(documented)));
        });
    }

    @Test
    void provesThatNothingIsLost() {
        Outcome verified = stack.run("verify");

        assertThat(verified.status()).as(verified.output()).isZero();
    }
}
