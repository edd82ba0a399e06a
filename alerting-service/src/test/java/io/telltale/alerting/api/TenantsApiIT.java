package io.telltale.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.restassured.http.Method;
import io.telltale.alerting.Stage;
import io.telltale.events.DeviceEntry;
import io.telltale.events.Streams;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.WebhookReceiver;
import io.telltale.testkit.WebhookReceiver.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant that has one of everything, and a stranger who tries to reach it by every path and verb. */
@AlertingTest
class TenantsApiIT {

    private static final String ROUTING =
            "{\"route\": {\"receiver\": \"%1$s\"}, \"receivers\": [{\"name\": \"%1$s\", \"webhooks\": [\"%2$s\"]}]}";

    NatsServer server;

    private final Operator owner = new Operator();
    private final Operator stranger = new Operator();
    private final WebhookReceiver receiver =
            new WebhookReceiver().answering(attempt -> attempt == 1 ? Answer.status(410) : Answer.OK);
    private String webhook = "";
    private String rule = "";
    private String alert = "";
    private String silence = "";
    private String delivery = "";

    /** One of everything, and everything settled: the only delivery is dead, its endpoint disabled. */
    @BeforeEach
    void oneOfEverything() throws Exception {
        Operator.waitsUntilReady();
        webhook = owner.creates("/api/webhooks", "{\"name\": \"on call\", \"url\": \"" + receiver.url() + "\"}")
                .getString("id");
        rule = owner.creates("/api/rules", Operator.HOT).getString("id");
        try (Connection nats = server.connect()) {
            DeviceEntry pump = new DeviceEntry(
                    owner.tenant, "pump-7", true, List.of(), Optional.empty(), Map.of(), false, Optional.empty());
            nats.keyValue(Streams.DEVICES).put(pump.key(), pump.toBytes());
        }
        owner.reads(server, "pump-7", Instant.parse("2026-03-01T12:00:00Z"), 31);
        await().atMost(Stage.PATIENCE)
                .until(() -> ids(owner, "/api/webhooks/deliveries/dead").size() == 1);
        await().atMost(Stage.PATIENCE)
                .until(() ->
                        owner.asks().get("/api/presence/pump-7").path("state").equals("online"));
        delivery = ids(owner, "/api/webhooks/deliveries/dead").getFirst();
        alert = ids(owner, "/api/alerts").getFirst();
        owner.creates("/api/alerts/" + alert + "/comments", "{\"text\": \"dry bearing\"}");
        silence = owner.creates("/api/silences", silence(Instant.now().plus(Duration.ofHours(1))))
                .getString("id");
        await().atMost(Stage.PATIENCE)
                .until(() -> ids(owner, "/api/alerts?muted=true").size() == 1);
        owner.asks()
                .body(ROUTING.formatted("ours", "on call"))
                .put("/api/routing")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void whatIsAnothersIsNotThereAndStaysAsItIs() {
        List<String> paths = List.of(
                "/api/rules/" + rule,
                "/api/webhooks/" + webhook,
                "/api/webhooks/" + webhook + "/deliveries",
                "/api/webhooks/" + webhook + "/deliveries/" + delivery,
                "/api/silences/" + silence,
                "/api/alerts/" + alert,
                "/api/alerts/" + alert + "/history",
                "/api/alerts/" + alert + "/comments",
                "/api/presence/pump-7",
                "/api/routing");
        List<String> before = paths.stream().map(this::seen).toList();
        String since = "{\"since\": \"2026-01-01T00:00:00Z\"}";

        paths.subList(0, 9)
                .forEach(
                        path -> assertThat(tries(Method.GET, path, "")).as(path).isEqualTo(404));
        assertThat(tries(Method.PUT, "/api/rules/" + rule, Operator.HOT.replace("30", "40")))
                .isEqualTo(404);
        assertThat(tries(Method.DELETE, "/api/rules/" + rule, "")).isEqualTo(404);
        assertThat(tries(Method.PUT, "/api/webhooks/" + webhook, "{\"url\": \"http://127.0.0.1:9/theirs\"}"))
                .isEqualTo(404);
        assertThat(tries(Method.PATCH, "/api/webhooks/" + webhook, "{\"enabled\": true}"))
                .isEqualTo(404);
        assertThat(tries(Method.POST, "/api/webhooks/" + webhook + "/rotate", "{\"overlap\": \"PT0S\"}"))
                .isEqualTo(404);
        assertThat(tries(Method.POST, "/api/webhooks/" + webhook + "/test", "")).isEqualTo(404);
        assertThat(tries(Method.POST, "/api/webhooks/" + webhook + "/replay", since))
                .isEqualTo(404);
        assertThat(tries(Method.DELETE, "/api/webhooks/" + webhook, "")).isEqualTo(404);
        assertThat(tries(Method.DELETE, "/api/silences/" + silence, "")).isEqualTo(404);
        assertThat(tries(Method.POST, "/api/alerts/" + alert + "/acknowledge", "{}"))
                .isEqualTo(404);
        assertThat(tries(Method.DELETE, "/api/alerts/" + alert + "/acknowledge", ""))
                .isEqualTo(404);
        assertThat(tries(Method.POST, "/api/alerts/" + alert + "/comments", "{\"text\": \"hi\"}"))
                .isEqualTo(404);

        assertThat(paths.stream().map(this::seen).toList()).isEqualTo(before);
        assertThat(receiver.hooks()).hasSize(1);
    }

    @Test
    void noListHasWhatIsAnothers() {
        for (String list : List.of(
                "/api/rules",
                "/api/webhooks",
                "/api/webhooks/deliveries/dead",
                "/api/silences",
                "/api/silences?status=active",
                "/api/alerts",
                "/api/alerts?muted=true",
                "/api/presence")) {
            assertThat(items(owner, list)).as("the owner's " + list).isEqualTo(1);
            assertThat(items(stranger, list)).as("a stranger's " + list).isZero();
        }
        String pumps = "{\"matchers\": [{\"name\": \"device\", \"value\": \"pump-7\"}]}";
        assertThat(previewed(owner, pumps)).isEqualTo(1);
        assertThat(previewed(stranger, pumps)).isZero();
        assertThat(stranger.asks().get("/api/routing").jsonPath().getList("receivers.name"))
                .isEqualTo(List.of("default"));
    }

    /** Not by an endpoint of one's own either, and not by naming another's. */
    @Test
    void nothingOfAnothersIsReachedByWayOfOnesOwn() {
        String own = stranger.creates("/api/webhooks", "{\"url\": \"" + receiver.url() + "\"}")
                .getString("id");
        assertThat(tries(Method.GET, "/api/webhooks/" + own + "/deliveries/" + delivery, ""))
                .isEqualTo(404);
        assertThat(tries(Method.POST, "/api/webhooks/" + own + "/replay", "{\"delivery\": \"" + delivery + "\"}"))
                .isEqualTo(404);
        for (String another : List.of("on call", webhook)) {
            assertThat(stranger.asks()
                            .body(ROUTING.formatted("theirs", another))
                            .put("/api/routing")
                            .jsonPath()
                            .getList("errors.field"))
                    .isEqualTo(List.of("receivers[0].webhooks[0]"));
        }
        assertThat(receiver.hooks()).hasSize(1);
    }

    /** A silence that matches every pump of everybody mutes those of its own tenant only. */
    @Test
    void aSilenceMutesNobodyElses() throws Exception {
        stranger.creates("/api/webhooks", "{\"url\": \"" + receiver.url() + "\"}");
        stranger.creates("/api/rules", Operator.HOT);
        stranger.reads(server, "pump-7", Instant.parse("2026-03-01T12:00:00Z"), 31);
        await().atMost(Stage.PATIENCE).until(() -> receiver.hooks().size() == 2);
        assertThat(receiver.hooks().getLast().alert().path("tenant").asText()).isEqualTo(stranger.tenant);
        assertThat(items(stranger, "/api/alerts?muted=true")).isZero();
    }

    private static String silence(Instant end) {
        return "{\"matchers\": [{\"name\": \"device\", \"value\": \"pump-.*\", \"isRegex\": true}], \"endsAt\": \""
                + end + "\", \"comment\": \"works\"}";
    }

    private String seen(String path) {
        return owner.asks().get(path).then().statusCode(200).extract().asString();
    }

    private int tries(Method verb, String path, String body) {
        return stranger.asks().body(body).request(verb, path).statusCode();
    }

    private static int previewed(Operator who, String matchers) {
        return who.asks()
                .body(matchers)
                .post("/api/silences/preview")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getInt("count");
    }

    private static int items(Operator who, String list) {
        return who.asks()
                .get(list)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items")
                .size();
    }

    private static List<String> ids(Operator who, String list) {
        return who.asks().get(list).jsonPath().getList("items.id");
    }
}
