package io.telltale.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.telltale.alerting.Stage;
import io.telltale.alerting.delivery.Ed25519Verifier;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Subjects;
import io.telltale.testkit.AlertmanagerServer;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.WebhookReceiver;
import io.telltale.testkit.WebhookReceiver.Answer;
import io.telltale.testkit.WebhookReceiver.Hook;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints as an operator makes them, changes them, tries them out, and looks at what they got. */
@AlertingTest
class WebhooksApiIT {

    NatsServer server;

    private final Operator operator = new Operator();
    private WebhookReceiver receiver;

    @BeforeEach
    void open() {
        Operator.waitsUntilReady();
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void whatIsSaidOfAnEndpointIsKeptAndItsSecretsAreNeverShownAgain() {
        JsonPath created = operator.creates("/api/webhooks", """
                {"name": "on call", "url": "%s", "description": "the team", "format": "slack",
                 "headers": {"X-Api-Key": "open sesame"}, "ratePerMinute": 60}
                """.formatted(receiver.url()));
        assertThat(created.getString("secret")).startsWith("whsec_");
        Response read = operator.asks().get("/api/webhooks/" + created.getString("id"));
        assertThat(read.asString()).doesNotContain("sesame").doesNotContain("whsec_");
        Map<String, Object> shown = read.jsonPath().getMap("");
        assertThat(shown)
                .containsEntry("name", "on call")
                .containsEntry("description", "the team")
                .containsEntry("format", "slack")
                .containsEntry("headerNames", List.of("X-Api-Key"))
                .containsEntry("ratePerMinute", 60)
                .containsEntry("enabled", true)
                .containsEntry("circuit", Map.of("state", "closed", "failures", 0));
        assertThat(read.jsonPath().getList("keys.signature")).isEqualTo(List.of("v1"));
    }

    @Test
    void aNameIsThereOnceInATenant() {
        operator.creates("/api/webhooks", named("on call"));
        Response again = operator.asks().body(named("on call")).post("/api/webhooks");
        assertThat(again.statusCode()).isEqualTo(409);
        String other = operator.creates("/api/webhooks", "{\"url\": \"" + receiver.url() + "\"}")
                .getString("id");
        assertThat(patch(other, "{\"name\": \"on call\"}").statusCode()).isEqualTo(409);
        assertThat(new Operator().creates("/api/webhooks", named("on call")).getString("name"))
                .isEqualTo("on call");
    }

    @Test
    void aPatchChangesWhatItSaysAndAPutEverythingButTheHeaders() {
        String id =
                operator.creates("/api/webhooks", """
                {"name": "a", "url": "%s", "description": "d", "headers": {"X-Api-Key": "k"}, "ratePerMinute": 5}
                """.formatted(receiver.url())).getString("id");
        JsonPath patched =
                patch(id, "{\"enabled\": false, \"description\": \"\"}").jsonPath();
        assertThat(patched.getBoolean("enabled")).isFalse();
        assertThat(patched.getString("disabledReason")).startsWith("disabled by ");
        assertThat(patched.getString("description")).isNull();
        assertThat(patched.getInt("ratePerMinute")).isEqualTo(5);
        JsonPath put = operator.asks()
                .body(named("b"))
                .put("/api/webhooks/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(put.getString("name")).isEqualTo("b");
        assertThat(put.getBoolean("enabled")).isTrue();
        assertThat(put.getString("disabledReason")).isNull();
        assertThat((Object) put.get("ratePerMinute")).isNull();
        assertThat(put.getList("headerNames")).isEqualTo(List.of("X-Api-Key"));
        assertThat(patch(id, "{\"headers\": {}}").jsonPath().getList("headerNames"))
                .isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefusedByItsField() {
        String url = "\"url\": \"" + receiver.url() + "\"";
        assertThat(refusal("{" + url + ", \"name\": \" \"}")).isEqualTo("name");
        assertThat(refusal("{" + url + ", \"name\": \"00000000-0000-4000-8000-000000000000\"}"))
                .isEqualTo("name");
        assertThat(refusal("{" + url + ", \"format\": \"pager\"}")).isEqualTo("format");
        assertThat(refusal("{" + url + ", \"format\": \"template\"}")).isEqualTo("template");
        assertThat(refusal("{" + url + ", \"format\": \"slack\", \"template\": {\"body\": \"x\"}}"))
                .isEqualTo("template");
        assertThat(refusal("{" + url + ", \"template\": {\"body\": \"{nobody}\"}}"))
                .isEqualTo("template");
        assertThat(refusal("{" + url + ", \"headers\": {\"Host\": \"x\"}}")).isEqualTo("headers");
        assertThat(refusal("{" + url + ", \"ratePerMinute\": -1}")).isEqualTo("ratePerMinute");
        assertThat(refusal("{" + url + ", \"signature\": \"v2\"}")).isEqualTo("signature");
        assertThat(refusal("{\"name\": \"a\"}")).isEqualTo("url");
        assertThat(refusal("{\"url\": \"http://10.1.2.3/\"}")).isEqualTo("url");
    }

    @Test
    void aTestSendsASignedSampleAndTellsWhatCameBack() throws Exception {
        receiver.answering(attempt -> attempt == 1 ? new Answer(503, Map.of("Retry-After", "7"), "later") : Answer.OK);
        JsonPath webhook = operator.creates("/api/webhooks", """
                {"url": "%s", "headers": {"X-Api-Key": "open sesame"},
                 "template": {"body": "{#for a in alerts}{a.device}: {a.summary}{/for}", "contentType": "text/plain"}}
                """.formatted(receiver.url()));
        Response failed = test(webhook);
        assertThat(failed.jsonPath().getBoolean("delivered")).isFalse();
        assertThat(failed.jsonPath().getInt("status")).isEqualTo(503);
        assertThat(failed.jsonPath().getString("error")).isEqualTo("HTTP 503: later");
        assertThat(failed.jsonPath().getString("responseExcerpt")).isEqualTo("HTTP 503\nRetry-After: 7\n\nlater");
        Response worked = test(webhook);
        assertThat(worked.jsonPath().getBoolean("delivered")).isTrue();
        assertThat(worked.asString()).doesNotContain("sesame").contains("X-Api-Key: <hidden>");
        Hook hook = receiver.hooks().getLast();
        hook.verify(webhook.getString("secret"));
        assertThat(hook.body()).isEqualTo("sample-device: This is only a test");
        assertThat(hook.headers().get("Content-type")).isEqualTo(List.of("text/plain"));
        assertThat(hook.headers().get("X-api-key")).isEqualTo(List.of("open sesame"));
    }

    @Test
    void aRealAlertmanagerShowsTheSampleThatIsPushedToIt() {
        try (AlertmanagerServer alertmanager = AlertmanagerServer.own()) {
            JsonPath webhook = operator.creates(
                    "/api/webhooks", "{\"url\": \"" + alertmanager.url() + "/\", \"format\": \"alertmanager\"}");
            assertThat(webhook.getString("url")).isEqualTo(alertmanager.url() + "/api/v2/alerts");
            assertThat(test(webhook).jsonPath().getInt("status")).isEqualTo(200);
            assertThat(alertmanager
                            .alerts()
                            .get(0)
                            .path("labels")
                            .path("tenant")
                            .asText())
                    .isEqualTo(operator.tenant);
        }
    }

    /** The same alerts by both ways: told by our own routing, and by a real Alertmanager that our pushes went through. */
    @Test
    void whatAReceiverIsToldIsWhatARealAlertmanagerTellsOfTheSameAlerts() throws Exception {
        String route =
                "\"group_by\": [\"alertname\", \"severity\"], \"group_wait\": \"1s\", \"group_interval\": \"1s\"";
        try (WebhookReceiver theirs = new WebhookReceiver();
                AlertmanagerServer alertmanager = AlertmanagerServer.own(
                        "{\"route\": {\"receiver\": \"team\", " + route + "}, \"receivers\": [{\"name\": \"team\", "
                                + "\"webhook_configs\": [{\"url\": \"" + theirs.url() + "\"}]}]}",
                        URI.create("http://127.0.0.1:8080"))) {
            operator.creates("/api/webhooks", endpoint("pushed", alertmanager.url(), "alertmanager"));
            operator.creates("/api/webhooks", endpoint("told", receiver.url(), "alertmanager-webhook"));
            operator.creates("/api/webhooks", endpoint("nobody", URI.create("http://127.0.0.1:9/"), "standard"));
            operator.asks()
                    .body("{\"route\": {\"receiver\": \"team\", " + route
                            + "}, \"receivers\": [{\"name\": \"team\", \"webhooks\": [\"pushed\", \"told\"]}]}")
                    .put("/api/routing")
                    .then()
                    .statusCode(200);
            operator.creates("/api/rules", Operator.HOT);
            reading("pump-7", 31);
            await().atMost(Stage.PATIENCE)
                    .until(() -> receiver.hooks().size() == 1 && theirs.hooks().size() == 1);
            reading("pump-7", 20);
            await().atMost(Stage.PATIENCE)
                    .until(() -> receiver.hooks().size() == 2 && theirs.hooks().size() == 2);
            for (int i = 0; i < 2; i++) {
                assertThat(receiver.hooks().get(i).json())
                        .isEqualTo(theirs.hooks().get(i).json());
            }
            assertThat(receiver.hooks().getLast().json().path("status").asText())
                    .isEqualTo("resolved");
            assertThat(receiver.hooks().getLast().json().path("groupKey").asText())
                    .isEqualTo("{}:{alertname=\"Too hot\", severity=\"critical\"}");
        }
    }

    @Test
    void whileAKeyIsRotatedTheOldOneSignsToo() throws Exception {
        JsonPath webhook = operator.creates("/api/webhooks", "{\"url\": \"" + receiver.url() + "\"}");
        JsonPath rotated = rotate(webhook, "{\"signature\": \"v1a\", \"overlap\": \"PT1H\"}");
        assertThat(rotated.getString("secret"))
                .as("nobody needs a private key but us")
                .isNull();
        assertThat(rotated.getList("keys.signature")).isEqualTo(List.of("v1a", "v1"));
        assertThat(rotated.getString("keys[1].expiresAt")).isNotNull();
        test(webhook);
        Hook both = receiver.hooks().getLast();
        both.verify(webhook.getString("secret"));
        assertThat(verified(both, rotated.getString("keys[0].publicKey"))).isTrue();

        JsonPath last = rotate(webhook, "{\"signature\": \"v1\", \"overlap\": \"PT0S\"}");
        assertThat(last.getList("keys.signature")).isEqualTo(List.of("v1"));
        test(webhook);
        receiver.hooks().getLast().verify(last.getString("secret"));
        assertThat(verified(receiver.hooks().getLast(), rotated.getString("keys[0].publicKey")))
                .isFalse();
    }

    @Test
    void whatWasGivenUpIsListedAndSentAgainWithTheSameId() throws Exception {
        receiver.answering(attempt -> attempt == 1 ? Answer.status(410) : Answer.OK);
        JsonPath webhook = operator.creates("/api/webhooks", "{\"url\": \"" + receiver.url() + "\"}");
        operator.creates("/api/rules", Operator.HOT);
        reading("pump-7", 31);
        await().atMost(Stage.PATIENCE)
                .until(() -> operator.asks()
                                .get("/api/webhooks/deliveries/dead")
                                .jsonPath()
                                .getList("items")
                                .size()
                        == 1);
        JsonPath dead = operator.asks().get("/api/webhooks/deliveries/dead").jsonPath();
        String delivery = dead.getString("items[0].id");
        assertThat(dead.getString("items[0].webhook")).isEqualTo(webhook.getString("id"));
        assertThat(dead.getString("items[0].lastError")).isEqualTo("the receiver answered 410 Gone");
        String one = "{\"delivery\": \"" + delivery + "\"}";
        assertThat(replay(webhook, one).statusCode()).as("while it is disabled").isEqualTo(409);

        assertThat(patch(webhook.getString("id"), "{\"enabled\": true}").statusCode())
                .isEqualTo(200);
        assertThat(replay(webhook, one).jsonPath().getInt("replayed")).isEqualTo(1);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
        assertThat(receiver.hooks().stream().map(Hook::id).distinct()).containsExactly(delivery);
        assertThat(receiver.hooks().stream().map(Hook::body).distinct()).hasSize(1);
        String path = "/api/webhooks/" + webhook.getString("id") + "/deliveries/" + delivery;
        await().atMost(Stage.PATIENCE)
                .until(() ->
                        operator.asks().get(path).jsonPath().getString("state").equals("delivered"));
        assertThat(operator.asks().get(path).jsonPath().getList("log.status")).isEqualTo(List.of(204, 410));

        String since = "{\"since\": \"" + Instant.now().minusSeconds(600) + "\"";
        assertThat(replay(webhook, since + "}").jsonPath().getInt("replayed")).isZero();
        assertThat(replay(webhook, since + ", \"state\": \"delivered\"}")
                        .jsonPath()
                        .getInt("replayed"))
                .isEqualTo(1);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 3);
        assertThat(replay(webhook, "{}").statusCode()).isEqualTo(400);
        assertThat(replay(webhook, "{\"delivery\": \"msg_nobody\"}").statusCode())
                .isEqualTo(404);
        assertThat(new Operator().asks().get(path).statusCode())
                .as("of another tenant")
                .isEqualTo(404);
    }

    private String named(String name) {
        return "{\"name\": \"" + name + "\", \"url\": \"" + receiver.url() + "\"}";
    }

    private static String endpoint(String name, URI url, String format) {
        return "{\"name\": \"" + name + "\", \"url\": \"" + url + "\", \"format\": \"" + format + "\"}";
    }

    private Response patch(String id, String body) {
        return operator.asks().body(body).patch("/api/webhooks/" + id);
    }

    private Response test(JsonPath webhook) {
        return operator.asks().post("/api/webhooks/" + webhook.getString("id") + "/test");
    }

    private Response replay(JsonPath webhook, String body) {
        return operator.asks().body(body).post("/api/webhooks/" + webhook.getString("id") + "/replay");
    }

    private JsonPath rotate(JsonPath webhook, String body) {
        return operator.asks()
                .body(body)
                .post("/api/webhooks/" + webhook.getString("id") + "/rotate")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String refusal(String body) {
        Response answer = operator.asks().body(body).post("/api/webhooks");
        assertThat(answer.statusCode()).as(body).isEqualTo(400);
        return answer.jsonPath().getString("errors[0].field");
    }

    private static boolean verified(Hook hook, String publicKey) throws Exception {
        long timestamp = Long.parseLong(hook.headers().get("Webhook-timestamp").getFirst());
        String signatures = hook.headers().get("Webhook-signature").getFirst();
        return Ed25519Verifier.verifies(publicKey, hook.id(), timestamp, hook.body(), signatures);
    }

    private void reading(String device, double value) throws Exception {
        byte[] batch = ReadingBatch.builder(0)
                .add(operator.tenant, device, "temperature", Instant.now().toEpochMilli() * 1000, value)
                .build()
                .toBytes();
        try (io.nats.client.Connection nats = server.connect()) {
            nats.jetStream().publish(Subjects.telemetry(Shards.of(operator.tenant, device)), batch);
        }
    }
}
