package io.telltale.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.telltale.alerting.Stage;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.WebhookReceiver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks and alerts as an operator sees them, and as nobody else does. */
@AlertingTest
class AlertsApiIT {

    private final Operator operator = new Operator();
    NatsServer server;

    @BeforeEach
    void waitUntilReady() {
        Operator.waitsUntilReady();
    }

    @Test
    void oneTenantSeesNothingOfAnother() {
        String rule = operator.creates("/api/rules", Operator.HOT).getString("id");
        String webhook = operator.creates("/api/webhooks", "{\"url\": \"http://127.0.0.1:9/hook\"}")
                .getString("id");
        for (String path :
                List.of("/api/rules/" + rule, "/api/webhooks/" + webhook, "/api/webhooks/" + webhook + "/deliveries")) {
            assertThat(Operator.as(TestTokens.operator("stranger")).get(path).statusCode())
                    .isEqualTo(404);
        }
        assertThat(Operator.as(TestTokens.operator("stranger"))
                        .delete("/api/rules/" + rule)
                        .statusCode())
                .isEqualTo(404);
        assertThat(Operator.as(TestTokens.operator("stranger"))
                        .body(Operator.HOT)
                        .put("/api/rules/" + rule)
                        .statusCode())
                .isEqualTo(404);
        assertThat(Operator.as(TestTokens.operator("stranger"))
                        .delete("/api/webhooks/" + webhook)
                        .statusCode())
                .isEqualTo(404);
        assertThat(Operator.as(TestTokens.operator("stranger"))
                        .get("/api/rules")
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
        assertThat(operator.asks().get("/api/rules/" + rule).statusCode()).isEqualTo(200);
        assertThat(Operator.as(TestTokens.admin("stranger"))
                        .queryParam("tenant", operator.tenant)
                        .get("/api/rules/" + rule)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSecretIsShownOnceAndNeverAgain() {
        JsonPath created =
                operator.creates("/api/webhooks", "{\"url\": \"http://127.0.0.1:9/hook\", \"description\": \"ours\"}");
        String secret = created.getString("secret");
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        Response found = operator.asks().get("/api/webhooks/" + created.getString("id"));
        assertThat(found.jsonPath().getString("description")).isEqualTo("ours");
        assertThat(found.asString()).doesNotContain(secret).doesNotContain("secret");
        assertThat(operator.asks().get("/api/webhooks").asString())
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
            Response answer = operator.asks().body("{\"url\": \"" + url + "\"}").post("/api/webhooks");
            assertThat(answer.statusCode()).as(url).isEqualTo(400);
            assertThat(answer.jsonPath().getList("errors.field")).as(url).isEqualTo(List.of("url"));
        }
        Response answer = operator.asks()
                .body("{\"url\": \"http://127.0.0.1/\", \"secret\": \"whsec_c2hvcnQ=\"}")
                .post("/api/webhooks");
        assertThat(answer.jsonPath().getList("errors.field")).isEqualTo(List.of("secret"));
        assertThat(answer.asString()).doesNotContain("c2hvcnQ");
    }

    @Test
    void aRuleSetByRestFiresShowsAndResolvesWhenItIsRemoved() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            JsonPath webhook = operator.creates("/api/webhooks", "{\"url\": \"" + receiver.url() + "\"}");
            String rule = operator.creates("/api/rules", Operator.HOT).getString("id");
            operator.reads(server, "pump-7", Instant.parse("2026-03-01T12:00:00Z"), 31);
            await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 1);
            receiver.hooks().getFirst().verify(webhook.getString("secret"));

            JsonPath alerts = operator.asks()
                    .queryParam("state", "firing")
                    .queryParam("device", "pump-7")
                    .get("/api/alerts")
                    .jsonPath();
            assertThat(alerts.getList("items")).hasSize(1);
            Map<String, Object> shown = alerts.getMap("items[0]");
            assertThat(shown)
                    .isEqualTo(Map.ofEntries(
                            Map.entry(
                                    "id",
                                    receiver.hooks()
                                            .getFirst()
                                            .alert()
                                            .path("id")
                                            .asText()),
                            Map.entry("rule", Map.of("id", rule, "name", "Too hot")),
                            Map.entry("severity", "critical"),
                            Map.entry("device", "pump-7"),
                            Map.entry("metric", "temperature"),
                            Map.entry("state", "firing"),
                            Map.entry("value", 31.0f),
                            Map.entry("summary", "temperature of pump-7 is 31, above 30"),
                            Map.entry("startedAt", "2026-03-01T12:00:00Z"),
                            Map.entry("labels", Map.of("team", "cooling")),
                            Map.entry("annotations", Map.of("runbook", "https://example.org/hot"))));

            operator.asks().delete("/api/rules/" + rule).then().statusCode(204);
            await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
            assertThat(receiver.types()).isEqualTo(List.of("alert.firing", "alert.resolved"));
            assertThat(operator.asks()
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
        assertThat(operator.asks()
                        .queryParam("state", "open")
                        .get("/api/alerts")
                        .jsonPath()
                        .getList("errors.field"))
                .isEqualTo(List.of("state"));
    }

    private JsonPath deliveries(JsonPath webhook) {
        return operator.asks()
                .get("/api/webhooks/" + webhook.getString("id") + "/deliveries")
                .jsonPath();
    }
}
