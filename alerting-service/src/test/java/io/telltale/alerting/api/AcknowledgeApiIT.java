package io.telltale.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.restassured.path.json.JsonPath;
import io.telltale.alerting.Stage;
import io.telltale.events.CloudEvent;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with an alert, by REST, and how it is told. */
@AlertingTest
class AcknowledgeApiIT {

    private final Operator operator = new Operator();
    NatsServer server;

    @BeforeEach
    void waitUntilReady() {
        Operator.waitsUntilReady();
    }

    @Test
    void anAlertIsTakenOnCommentedAndGivenBack() throws Exception {
        String alert = fire();
        String path = "/api/alerts/" + alert;
        String until = Instant.now().plus(Duration.ofHours(4)).toString();
        JsonPath taken = operator.asks()
                .body("{\"until\": \"" + until + "\", \"comment\": \" on my way \"}")
                .post(path + "/acknowledge")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(taken.getString("acknowledgement.by")).isEqualTo("oskar");
        assertThat(taken.getString("acknowledgement.comment")).isEqualTo("on my way");
        assertThat(story(taken)).isEqualTo(List.of("firing", "acknowledged"));
        await().atMost(Stage.PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        lastEvent("acknowledged").data().path("alert").asText())
                .isEqualTo(alert));

        operator.creates(path + "/comments", "{\"text\": \"Bearing is dry\"}");
        operator.creates(path + "/comments", "{\"text\": \"Greased\"}");
        assertThat(operator.asks().get(path + "/comments").jsonPath().getList("items.text"))
                .isEqualTo(List.of("Bearing is dry", "Greased"));
        assertThat(operator.asks()
                        .queryParam("acknowledged", "true")
                        .get("/api/alerts")
                        .jsonPath()
                        .getList("items.id"))
                .isEqualTo(List.of(alert));

        operator.asks().delete(path + "/acknowledge").then().statusCode(200);
        JsonPath back = operator.asks().get(path).jsonPath();
        assertThat(back.getMap("acknowledgement")).isNull();
        assertThat(story(back)).isEqualTo(List.of("firing", "acknowledged", "unacknowledged"));
        assertThat(operator.asks()
                        .queryParam("limit", 2)
                        .get(path + "/history")
                        .jsonPath()
                        .getList("items.what"))
                .isEqualTo(List.of("unacknowledged", "acknowledged"));
    }

    @Test
    void anAcknowledgementEndsByItselfAndTheStreamHearsOfIt() throws Exception {
        String alert = fire();
        operator.asks()
                .body("{\"until\": \"" + Instant.now().plusMillis(700) + "\"}")
                .post("/api/alerts/" + alert + "/acknowledge")
                .then()
                .statusCode(200);
        await().atMost(Stage.PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        lastEvent("unacknowledged").data().path("alert").asText())
                .isEqualTo(alert));
        JsonPath shown = operator.asks().get("/api/alerts/" + alert).jsonPath();
        assertThat(shown.getMap("acknowledgement")).isNull();
        assertThat(shown.getString("history[-1].note")).isEqualTo("expired");
    }

    @Test
    void anAlertShowsTheSilenceThatMutesItAndIsFoundByItsLabels() throws Exception {
        String alert = fire();
        assertThat(matching("team=\"cooling\"", "device=~\"pump-.*\"")).isEqualTo(List.of(alert));
        assertThat(matching("alertname=\"Too hot\"", "team!~\"cool.*\"")).isEmpty();
        assertThat(operator.asks()
                        .queryParam("matcher", "team")
                        .get("/api/alerts")
                        .jsonPath()
                        .getList("errors.field"))
                .isEqualTo(List.of("matcher"));

        String silence = operator.creates(
                        "/api/silences", """
                        {"matchers": [{"name": "team", "value": "cooling"}], "endsAt": "%s", "comment": "Maintenance"}
                        """.formatted(Instant.now().plus(Duration.ofHours(1))))
                .getString("id");
        await().atMost(Stage.PATIENCE).untilAsserted(() -> assertThat(operator.asks()
                        .queryParam("muted", "true")
                        .get("/api/alerts")
                        .jsonPath()
                        .getList("items.silencedBy[0]"))
                .isEqualTo(List.of(silence)));
        operator.asks().delete("/api/silences/" + silence).then().statusCode(204);
        await().atMost(Stage.PATIENCE).untilAsserted(() -> assertThat(
                        operator.asks().get("/api/alerts/" + alert).jsonPath().getList("silencedBy"))
                .isNull());
        assertThat(story(operator.asks().get("/api/alerts/" + alert).jsonPath()))
                .isEqualTo(List.of("firing", "silenced", "unsilenced"));
    }

    private List<String> matching(String... matchers) {
        return operator.asks()
                .queryParam("matcher", (Object[]) matchers)
                .get("/api/alerts")
                .jsonPath()
                .getList("items.id");
    }

    @Test
    void refusesWhatMakesNoSenseAndWhatIsNotTheirs() throws Exception {
        String path = "/api/alerts/" + fire();
        for (String body : List.of("{\"until\": \"2020-01-01T00:00:00Z\"}", "{\"until\": \"9999-01-01T00:00:00Z\"}")) {
            assertThat(fields(body, path + "/acknowledge")).isEqualTo(List.of("until"));
        }
        assertThat(fields("{\"comment\": \"" + "x".repeat(1001) + "\"}", path + "/acknowledge"))
                .isEqualTo(List.of("comment"));
        assertThat(fields("{\"text\": \"  \"}", path + "/comments")).isEqualTo(List.of("text"));
        for (Map.Entry<String, String> wrong :
                Map.of("severity", "bad", "acknowledged", "yes", "muted", "1").entrySet()) {
            assertThat(operator.asks()
                            .queryParam(wrong.getKey(), wrong.getValue())
                            .get("/api/alerts")
                            .jsonPath()
                            .getList("errors.field"))
                    .isEqualTo(List.of(wrong.getKey()));
        }
        String stranger = TestTokens.operator("stranger");
        assertThat(Operator.as(stranger).get(path).statusCode()).isEqualTo(404);
        assertThat(Operator.as(stranger).get(path + "/history").statusCode()).isEqualTo(404);
        assertThat(Operator.as(stranger).get(path + "/comments").statusCode()).isEqualTo(404);
        assertThat(Operator.as(stranger).body("{}").post(path + "/acknowledge").statusCode())
                .isEqualTo(404);
        assertThat(Operator.as(stranger).delete(path + "/acknowledge").statusCode())
                .isEqualTo(404);
        assertThat(Operator.as(stranger)
                        .body("{\"text\": \"hi\"}")
                        .post(path + "/comments")
                        .statusCode())
                .isEqualTo(404);
    }

    private List<String> fields(String body, String path) {
        return operator.asks()
                .body(body)
                .post(path)
                .then()
                .statusCode(400)
                .extract()
                .jsonPath()
                .getList("errors.field");
    }

    /** What happened to an alert, but for whom was told. */
    private static List<String> story(JsonPath alert) {
        List<String> story = alert.getList("history.what");
        return story.stream().filter(what -> !what.equals("notified")).toList();
    }

    /** An alert that fires; its id. */
    private String fire() throws Exception {
        operator.creates("/api/rules", Operator.HOT);
        operator.reads(server, "pump-7", Instant.parse("2026-03-01T12:00:00Z"), 31);
        await().atMost(Stage.PATIENCE).until(() -> firing().size() == 1);
        return firing().getFirst();
    }

    private List<String> firing() {
        return operator.asks()
                .queryParam("state", "firing")
                .get("/api/alerts")
                .jsonPath()
                .getList("items.id");
    }

    private CloudEvent lastEvent(String what) throws Exception {
        try (Connection nats = server.connect()) {
            return CloudEvent.parse(nats.jetStreamManagement()
                    .getLastMessage(Streams.EVENTS, Subjects.alert(operator.tenant, what))
                    .getData());
        }
    }
}
