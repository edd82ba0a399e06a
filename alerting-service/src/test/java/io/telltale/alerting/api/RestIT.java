package io.telltale.alerting.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.telltale.alerting.Receiver;
import io.telltale.alerting.Stage;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API as an operator uses it; each test is a tenant of its own. */
@AlertingTest
class RestIT {

    private static final String HOT = """
            {"name": "Too hot", "kind": "threshold", "severity": "critical",
             "selector": {"device": "pump-*", "metric": "temperature", "labels": {}},
             "condition": {"operator": ">", "value": 30, "clear": 28}, "for": "PT0S",
             "labels": {"team": "cooling"}, "annotations": {"runbook": "https://example.org/hot"}}
            """;

    private final String tenant = "t" + UUID.randomUUID().toString().substring(0, 8);
    NatsServer server;

    @BeforeEach
    void waitUntilReady() {
        await().atMost(Stage.PATIENCE)
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void tellsARuleAsItWasWritten() {
        JsonPath created = create("/api/rules", HOT);
        String id = created.getString("id");
        assertThat(created.getMap(""))
                .isEqualTo(operator().get("/api/rules/" + id).jsonPath().getMap(""));
        assertThat(created.getMap(""))
                .isEqualTo(Map.of(
                        "id",
                        id,
                        "name",
                        "Too hot",
                        "kind",
                        "threshold",
                        "severity",
                        "critical",
                        "selector",
                        Map.of("device", "pump-*", "metric", "temperature", "labels", Map.of()),
                        "condition",
                        Map.of("operator", ">", "value", 30.0f, "clear", 28.0f),
                        "for",
                        "PT0S",
                        "enabled",
                        true,
                        "labels",
                        Map.of("team", "cooling"),
                        "annotations",
                        Map.of("runbook", "https://example.org/hot")));
    }

    @Test
    void aRuleThatWasReadCanBeWrittenBack() {
        String id = create("/api/rules", HOT).getString("id");
        String asRead = operator().get("/api/rules/" + id).asString();
        String asWritten = operator()
                .body(asRead)
                .put("/api/rules/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(asWritten).isEqualTo(asRead);
    }

    @Test
    void anAnomalyRuleHasAScore() {
        JsonPath created = create("/api/rules", """
                {"name": "Odd", "kind": "anomaly", "selector": {"metric": "flow"}, "condition": {"minScore": 0.9}}
                """);
        assertThat(created.getMap("condition")).isEqualTo(Map.of("minScore", 0.9f));
        assertThat(created.getString("selector.device")).isEqualTo("*");
        assertThat(created.getString("severity")).isEqualTo("warning");
    }

    @Test
    void saysWhichFieldOfARuleMakesNoSense() {
        assertThat(refusal("{}")).isEqualTo("name");
        assertThat(refusal(HOT.replace("\">\"", "\"=\""))).isEqualTo("condition.operator");
        assertThat(refusal(HOT.replace("28", "31"))).isEqualTo("condition.clear");
        assertThat(refusal(HOT.replace("pump-*", "pump/*"))).isEqualTo("selector.device");
        assertThat(refusal(HOT.replace("\"temperature\"", "\"a b\""))).isEqualTo("selector.metric");
        assertThat(refusal(HOT.replace("critical", "bad"))).isEqualTo("severity");
        assertThat(refusal(HOT.replace("threshold", "magic"))).isEqualTo("kind");
        assertThat(refusal(HOT.replace("PT0S", "-PT1S"))).isEqualTo("for");
        assertThat(refusal(HOT.replace("PT0S", "soon"))).isEqualTo("for");
        assertThat(refusal(HOT.replace("\"value\": 30, ", ""))).isEqualTo("condition.value");
        assertThat(refusal(HOT.replace("\"value\"", "\"limit\""))).isEqualTo("condition.limit");
        assertThat(refusal(HOT.replace("\"team\"", "\"" + "x".repeat(65) + "\"")))
                .isEqualTo("labels");
    }

    @Test
    void oneTenantSeesNothingOfAnother() {
        String rule = create("/api/rules", HOT).getString("id");
        String webhook = create("/api/webhooks", "{\"url\": \"http://127.0.0.1:9/hook\"}")
                .getString("id");
        for (String path :
                List.of("/api/rules/" + rule, "/api/webhooks/" + webhook, "/api/webhooks/" + webhook + "/deliveries")) {
            assertThat(as(TestTokens.operator("stranger")).get(path).statusCode())
                    .isEqualTo(404);
        }
        assertThat(as(TestTokens.operator("stranger"))
                        .delete("/api/rules/" + rule)
                        .statusCode())
                .isEqualTo(404);
        assertThat(as(TestTokens.operator("stranger"))
                        .body(HOT)
                        .put("/api/rules/" + rule)
                        .statusCode())
                .isEqualTo(404);
        assertThat(as(TestTokens.operator("stranger"))
                        .delete("/api/webhooks/" + webhook)
                        .statusCode())
                .isEqualTo(404);
        assertThat(as(TestTokens.operator("stranger"))
                        .get("/api/rules")
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
        assertThat(operator().get("/api/rules/" + rule).statusCode()).isEqualTo(200);
        assertThat(as(TestTokens.admin("stranger"))
                        .queryParam("tenant", tenant)
                        .get("/api/rules/" + rule)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesAreWholeAndWithoutRepeats() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.add(create("/api/rules", HOT).getString("id"));
        }
        List<String> listed = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonPath page = operator()
                    .queryParam("limit", 3)
                    .queryParam("after", after)
                    .get("/api/rules")
                    .jsonPath();
            listed.addAll(page.getList("items.id"));
            after = page.getString("next");
        }
        assertThat(listed).isEqualTo(created);
        assertThat(operator()
                        .queryParam("after", "x")
                        .get("/api/rules")
                        .jsonPath()
                        .getList("errors.field"))
                .isEqualTo(List.of("after"));
    }

    @Test
    void aSecretIsShownOnceAndNeverAgain() {
        JsonPath created = create("/api/webhooks", "{\"url\": \"http://127.0.0.1:9/hook\", \"description\": \"ours\"}");
        String secret = created.getString("secret");
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        Response found = operator().get("/api/webhooks/" + created.getString("id"));
        assertThat(found.jsonPath().getString("description")).isEqualTo("ours");
        assertThat(found.asString()).doesNotContain(secret).doesNotContain("secret");
        assertThat(operator().get("/api/webhooks").asString())
                .doesNotContain(secret)
                .doesNotContain("secret");
    }

    @Test
    void refusesEndpointsThatAreNoneOrLieInside() {
        for (String url : List.of(
                "ftp://example.org/x",
                "http:///x",
                "nonsense",
                "http://user:pw@127.0.0.1/x",
                "http://127.0.0.1/#x",
                "http://10.0.0.1/hook",
                "http://169.254.169.254/latest",
                "http://[::1]/hook",
                "http://no-such-host.invalid/")) {
            Response answer = operator().body("{\"url\": \"" + url + "\"}").post("/api/webhooks");
            assertThat(answer.statusCode()).as(url).isEqualTo(400);
            assertThat(answer.jsonPath().getList("errors.field")).as(url).isEqualTo(List.of("url"));
        }
        Response answer = operator()
                .body("{\"url\": \"http://127.0.0.1/\", \"secret\": \"whsec_c2hvcnQ=\"}")
                .post("/api/webhooks");
        assertThat(answer.jsonPath().getList("errors.field")).isEqualTo(List.of("secret"));
        assertThat(answer.asString()).doesNotContain("c2hvcnQ");
    }

    @Test
    void aRuleSetByRestFiresShowsAndResolvesWhenItIsRemoved() throws Exception {
        try (Receiver receiver = new Receiver()) {
            JsonPath webhook = create("/api/webhooks", "{\"url\": \"" + receiver.url() + "\"}");
            String rule = create("/api/rules", HOT).getString("id");
            reading("pump-7", Instant.parse("2026-03-01T12:00:00Z"), 31);
            await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 1);
            receiver.hooks().getFirst().verify(webhook.getString("secret"));

            JsonPath alerts = operator()
                    .queryParam("state", "firing")
                    .queryParam("device", "pump-7")
                    .get("/api/alerts")
                    .jsonPath();
            assertThat(alerts.getList("items")).hasSize(1);
            Map<String, Object> shown = alerts.getMap("items[0]");
            assertThat(shown)
                    .isEqualTo(Map.of(
                            "id", receiver.hooks().getFirst().alert().path("id").asText(),
                            "rule", Map.of("id", rule, "name", "Too hot"),
                            "severity", "critical",
                            "device", "pump-7",
                            "metric", "temperature",
                            "state", "firing",
                            "value", 31.0f,
                            "summary", "temperature of pump-7 is 31, above 30",
                            "startedAt", "2026-03-01T12:00:00Z",
                            "labels", Map.of("team", "cooling")));

            operator().delete("/api/rules/" + rule).then().statusCode(204);
            await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
            assertThat(receiver.types()).isEqualTo(List.of("alert.firing", "alert.resolved"));
            assertThat(operator()
                            .queryParam("state", "firing")
                            .get("/api/alerts")
                            .jsonPath()
                            .getList("items"))
                    .isEmpty();

            await().atMost(Stage.PATIENCE)
                    .untilAsserted(() -> assertThat(deliveries(webhook).getList("items.state"))
                            .isEqualTo(List.of("delivered", "delivered")));
            assertThat(deliveries(webhook).getList("items.id"))
                    .isEqualTo(List.of(
                            receiver.hooks().get(1).id(),
                            receiver.hooks().get(0).id()));
            assertThat(deliveries(webhook).getList("items.event")).isEqualTo(List.of("alert.resolved", "alert.firing"));
        }
    }

    @Test
    void refusesAStateThatIsNone() {
        assertThat(operator()
                        .queryParam("state", "open")
                        .get("/api/alerts")
                        .jsonPath()
                        .getList("errors.field"))
                .isEqualTo(List.of("state"));
    }

    private JsonPath deliveries(JsonPath webhook) {
        return operator()
                .get("/api/webhooks/" + webhook.getString("id") + "/deliveries")
                .jsonPath();
    }

    private void reading(String device, Instant time, double value) throws IOException, InterruptedException {
        byte[] batch = ReadingBatch.builder(0)
                .add(tenant, device, "temperature", time.toEpochMilli() * 1000, value)
                .build()
                .toBytes();
        try (Connection nats = server.connect()) {
            nats.jetStream().publish(Subjects.telemetry(Shards.of(tenant, device)), batch);
        } catch (JetStreamApiException e) {
            throw new IOException(e);
        }
    }

    private String refusal(String body) {
        Response answer = operator().body(body).post("/api/rules");
        assertThat(answer.statusCode()).as(body).isEqualTo(400);
        return answer.jsonPath().getString("errors[0].field");
    }

    private JsonPath create(String path, String body) {
        return operator().body(body).post(path).then().statusCode(201).extract().jsonPath();
    }

    private RequestSpecification operator() {
        return as(TestTokens.operator(tenant));
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }
}
