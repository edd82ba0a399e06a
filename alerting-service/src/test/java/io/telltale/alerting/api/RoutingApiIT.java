package io.telltale.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.telltale.testkit.TestTokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routing and silences as operators write them. */
@AlertingTest
class RoutingApiIT {

    private static final String ROUTING = """
            {"route": {"receiver": "everybody", "group_by": ["alertname"], "group_wait": "10s",
               "routes": [{"matchers": ["severity=\\"critical\\""], "receiver": "pager",
                           "escalation": [{"after": "10m", "receiver": "everybody"}]}]},
             "receivers": [{"name": "everybody"}, {"name": "pager", "webhooks": []}]}""";
    private static final String SILENCE = """
            {"matchers": [{"name": "device", "value": "pump-.*", "isRegex": true}], "endsAt": "%s", "comment": "works"}""";

    private final Operator operator = new Operator();

    @BeforeEach
    void ready() {
        Operator.waitsUntilReady();
    }

    @Test
    void theDefaultTellsEveryAlertByItselfToAllWebhooks() {
        JsonPath routing = operator.asks().get("/api/routing").jsonPath();
        assertThat(routing.getList("route.group_by")).isEqualTo(List.of("..."));
        assertThat(routing.getList("receivers.name")).isEqualTo(List.of("default"));
    }

    @Test
    void whatWasWrittenIsReadBackAndTried() {
        assertThat(write(ROUTING).statusCode()).isEqualTo(200);
        assertThat(operator.asks().get("/api/routing").jsonPath().getMap(""))
                .isEqualTo(JsonPath.from(ROUTING).getMap(""));
        JsonPath tried = operator.asks()
                .body("{\"labels\": {\"severity\": \"critical\", \"alertname\": \"Too hot\"}}")
                .post("/api/routing/test")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(tried.getList("receivers.receiver")).isEqualTo(List.of("pager", "everybody"));
        assertThat(tried.getList("receivers.after")).isEqualTo(List.of("PT0S", "PT10M"));
        assertThat(tried.getString("receivers[0].groupKey"))
                .isEqualTo("{}/{severity=\"critical\"}:{alertname=\"Too hot\"}");
        JsonPath other = operator.asks()
                .body(
                        "{\"labels\": {}, \"routing\": {\"route\": {\"receiver\": \"a\"}, \"receivers\": [{\"name\": \"a\"}]}}")
                .post("/api/routing/test")
                .jsonPath();
        assertThat(other.getList("receivers.receiver")).isEqualTo(List.of("a"));
    }

    @Test
    void saysWhichFieldMakesNoSense() {
        assertThat(refusal(ROUTING.replace("\"pager\", \"webhooks\"", "\"pgr\", \"webhooks\"")))
                .isEqualTo("route.routes[0].receiver");
        assertThat(refusal(ROUTING.replace("10s", "ten"))).isEqualTo("route.group_wait");
        assertThat(refusal(ROUTING.replace("\"webhooks\": []", "\"webhooks\": [\"nobody\"]")))
                .isEqualTo("receivers[1].webhooks[0]");
        assertThat(refusal(ROUTING.replace("\"group_wait\"", "\"group_weight\"")))
                .isEqualTo("route.group_weight");
        assertThat(refusal("{}")).isEqualTo("route");
        assertThat(operator.asks().get("/api/routing").jsonPath().getList("receivers.name"))
                .isEqualTo(List.of("default"));
    }

    @Test
    void aViewerMayLookAndTryButNotWrite() {
        String viewer = TestTokens.viewer(operator.tenant);
        assertThat(Operator.as(viewer).get("/api/routing").statusCode()).isEqualTo(200);
        assertThat(Operator.as(viewer).body(ROUTING).put("/api/routing").statusCode())
                .isEqualTo(403);
        assertThat(Operator.as(viewer).body(silence(3600)).post("/api/silences").statusCode())
                .isEqualTo(403);
        assertThat(Operator.as(viewer)
                        .body("{\"matchers\": [{\"name\": \"a\", \"value\": \"b\"}]}")
                        .post("/api/silences/preview")
                        .jsonPath()
                        .getInt("count"))
                .isZero();
    }

    @Test
    void aSilenceIsListedUntilItIsEndedAndAfter() {
        JsonPath created = operator.creates("/api/silences", silence(3600));
        String id = created.getString("id");
        assertThat(created.getString("status")).isEqualTo("active");
        assertThat(created.getMap("matchers[0]"))
                .isEqualTo(Map.of("name", "device", "value", "pump-.*", "isRegex", true, "isEqual", true));
        assertThat(listed("active")).isEqualTo(List.of(id));
        assertThat(listed("expired")).isEmpty();
        operator.asks().delete("/api/silences/" + id).then().statusCode(204);
        operator.asks().delete("/api/silences/" + id).then().statusCode(204);
        assertThat(listed("active")).isEmpty();
        assertThat(listed("expired")).isEqualTo(List.of(id));
        assertThat(new Operator().asks().get("/api/silences/" + id).statusCode())
                .isEqualTo(404);
    }

    @Test
    void saysWhatIsNoSilence() {
        assertThat(field("/api/silences", silence(-1))).isEqualTo("endsAt");
        assertThat(field("/api/silences", silence(60).replace("pump-.*", ".*"))).isEqualTo("matchers");
        assertThat(field("/api/silences", silence(60).replace("pump-.*", "("))).isEqualTo("matchers[0]");
        assertThat(field("/api/silences", silence(60).replace("works", " "))).isEqualTo("comment");
        assertThat(field(
                        "/api/silences",
                        silence(60)
                                .replace("\"comment\"", "\"schedule\": [{\"weekdays\": [\"funday\"]}], \"comment\"")))
                .isEqualTo("schedule[0].weekdays");
    }

    private List<Object> listed(String status) {
        return operator.asks()
                .queryParam("status", status)
                .get("/api/silences")
                .jsonPath()
                .getList("items.id");
    }

    private static String silence(long seconds) {
        return SILENCE.formatted(Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS));
    }

    private Response write(String body) {
        return operator.asks().body(body).put("/api/routing");
    }

    private String refusal(String body) {
        Response answer = write(body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        return answer.jsonPath().getString("errors[0].field");
    }

    private String field(String path, String body) {
        Response answer = operator.asks().body(body).post(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        return answer.jsonPath().getString("errors[0].field");
    }
}
