package io.telltale.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules as an operator writes and reads them. */
@AlertingTest
class RulesApiIT {

    private final Operator operator = new Operator();

    @BeforeEach
    void waitUntilReady() {
        Operator.waitsUntilReady();
    }

    @Test
    void tellsARuleAsItWasWritten() {
        JsonPath created = operator.creates("/api/rules", Operator.HOT);
        String id = created.getString("id");
        assertThat(created.getMap(""))
                .isEqualTo(operator.asks().get("/api/rules/" + id).jsonPath().getMap(""));
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
        String id = operator.creates("/api/rules", Operator.HOT).getString("id");
        String asRead = operator.asks().get("/api/rules/" + id).asString();
        String asWritten = operator.asks()
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
        JsonPath created = operator.creates("/api/rules", """
                {"name": "Odd", "kind": "anomaly", "selector": {"metric": "flow"}, "condition": {"minScore": 0.9}}
                """);
        assertThat(created.getMap("condition")).isEqualTo(Map.of("minScore", 0.9f));
        assertThat(created.getString("selector.device")).isEqualTo("*");
        assertThat(created.getString("severity")).isEqualTo("warning");
    }

    @Test
    void saysWhichFieldOfARuleMakesNoSense() {
        assertThat(refusal("{}")).isEqualTo("name");
        assertThat(refusal(Operator.HOT.replace("\">\"", "\"=\""))).isEqualTo("condition.operator");
        assertThat(refusal(Operator.HOT.replace("28", "31"))).isEqualTo("condition.clear");
        assertThat(refusal(Operator.HOT.replace("pump-*", "pump/*"))).isEqualTo("selector.device");
        assertThat(refusal(Operator.HOT.replace("\"temperature\"", "\"a b\""))).isEqualTo("selector.metric");
        assertThat(refusal(Operator.HOT.replace("critical", "bad"))).isEqualTo("severity");
        assertThat(refusal(Operator.HOT.replace("threshold", "magic"))).isEqualTo("kind");
        assertThat(refusal(Operator.HOT.replace("PT0S", "-PT1S"))).isEqualTo("for");
        assertThat(refusal(Operator.HOT.replace("PT0S", "soon"))).isEqualTo("for");
        assertThat(refusal(Operator.HOT.replace("\"value\": 30, ", ""))).isEqualTo("condition.value");
        assertThat(refusal(Operator.HOT.replace("\"value\"", "\"limit\""))).isEqualTo("condition.limit");
        assertThat(refusal(Operator.HOT.replace("\"team\"", "\"" + "x".repeat(65) + "\"")))
                .isEqualTo("labels");
    }

    @Test
    void pagesAreWholeAndWithoutRepeats() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.add(operator.creates("/api/rules", Operator.HOT).getString("id"));
        }
        List<String> listed = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonPath page = operator.asks()
                    .queryParam("limit", 3)
                    .queryParam("after", after)
                    .get("/api/rules")
                    .jsonPath();
            listed.addAll(page.getList("items.id"));
            after = page.getString("next");
        }
        assertThat(listed).isEqualTo(created);
        assertThat(operator.asks()
                        .queryParam("after", "x")
                        .get("/api/rules")
                        .jsonPath()
                        .getList("errors.field"))
                .isEqualTo(List.of("after"));
    }

    private String refusal(String body) {
        Response answer = operator.asks().body(body).post("/api/rules");
        assertThat(answer.statusCode()).as(body).isEqualTo(400);
        return answer.jsonPath().getString("errors[0].field");
    }
}
