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
    void aRuleOfEachKindIsToldAsItWasWritten() {
        for (String rule : List.of("""
                {"kind": "threshold", "selector": {"device": "*", "metric": "temperature", "profile": "pump*",
                  "labels": {"site": "north-*"}}, "for": "PT10S", "keepFiringFor": "PT1M", "condition":
                  {"operator": ">", "levels": [{"severity": "warning", "value": 80.0, "clear": 75.0},
                   {"severity": "critical", "value": 95.0}]}}
                """, """
                {"kind": "threshold", "selector": {"device": "*", "metric": "temp*", "labels": {}}, "condition":
                  {"operator": "<", "value": 5.0, "levels": [{"severity": "critical", "value": 1.0}]}}
                """, """
                {"kind": "rate", "selector": {"device": "*", "metric": "temperature", "labels": {}}, "condition":
                  {"operator": ">", "value": 3.0, "clear": 1.0, "window": "PT5M", "per": "PT1H"}}
                """, """
                {"kind": "aggregate", "selector": {"device": "*", "metric": "temperature", "labels": {}}, "condition":
                  {"operator": ">=", "value": 3.0, "function": "p95", "window": "PT5M"}}
                """, """
                {"kind": "composite", "selector": {"device": "*", "metric": "*", "labels": {}}, "condition":
                  {"mode": "sequence", "within": "PT1M", "parts": [
                    {"metric": "temperature", "kind": "threshold", "operator": ">", "value": 30.0},
                    {"metric": "flow", "kind": "aggregate", "operator": "<", "value": 1.0, "function": "avg",
                     "window": "PT1M"}]}}
                """, """
                {"kind": "anomaly", "selector": {"device": "*", "metric": "flow", "labels": {}}, "condition":
                  {"minScore": 0.5, "detector": "jump"}}
                """, """
                {"kind": "no-data", "selector": {"device": "*", "metric": "*", "labels": {}}, "condition":
                  {"for": "PT10M", "share": 0.25}}
                """, """
                {"kind": "presence", "selector": {"device": "*", "metric": "presence", "labels": {}}, "condition":
                  {"state": "offline"}}
                """)) {
            JsonPath written = JsonPath.from(rule);
            JsonPath read = operator.creates("/api/rules", rule.replaceFirst("\\{", "{\"name\": \"One of each\", "));
            assertThat(read.getMap("condition")).isEqualTo(written.getMap("condition"));
            assertThat(read.getMap("selector")).isEqualTo(written.getMap("selector"));
            assertThat(read.getString("kind")).isEqualTo(written.getString("kind"));
            assertThat(read.getString("keepFiringFor")).isEqualTo(written.getString("keepFiringFor"));
        }
    }

    @Test
    void saysWhichFieldOfAConditionMakesNoSense() {
        assertThat(refused("rate", "\"operator\": \">\", \"value\": 1")).isEqualTo("condition.window");
        assertThat(refused("rate", "\"operator\": \">\", \"value\": 1, \"window\": \"P8D\""))
                .isEqualTo("condition.window");
        assertThat(refused("rate", "\"operator\": \">\", \"value\": 1, \"window\": \"PT1M\", \"function\": \"avg\""))
                .isEqualTo("condition.function");
        assertThat(refused(
                        "aggregate", "\"operator\": \">\", \"value\": 1, \"window\": \"PT1M\", \"function\": \"p99\""))
                .isEqualTo("condition.function");
        assertThat(refused(
                        "threshold",
                        "\"operator\": \">\", \"value\": 1, \"levels\": [{\"severity\": \"critical\", \"value\": 0}]"))
                .isEqualTo("condition.levels[0].value");
        assertThat(refused(
                        "threshold",
                        "\"operator\": \">\", \"value\": 1, \"levels\": [{\"severity\": \"info\", \"value\": 2}]"))
                .isEqualTo("condition.levels");
        assertThat(refused("threshold", "\"operator\": \">\", \"levels\": [{\"severity\": \"bad\", \"value\": 2}]"))
                .isEqualTo("condition.levels[0].severity");
        assertThat(refused("composite", "\"mode\": \"all\", \"within\": \"PT1M\", \"parts\": []"))
                .isEqualTo("condition.parts");
        assertThat(refused("anomaly", "\"minScore\": 0.5, \"detector\": \"magic\""))
                .isEqualTo("condition.detector");
        assertThat(refused("anomaly", "\"minScore\": 0.5, \"value\": 1")).isEqualTo("condition.value");
        assertThat(refused("no-data", "\"for\": \"PT1M\", \"share\": 2")).isEqualTo("condition.share");
        assertThat(refused("presence", "\"state\": \"gone\"")).isEqualTo("condition.state");
        assertThat(refusal("""
                {"name": "Both", "kind": "composite", "condition": {"mode": "all", "within": "PT1M", "parts": [
                  {"metric": "a", "kind": "threshold", "operator": ">", "value": 1},
                  {"metric": "b", "kind": "rate", "operator": ">", "value": 1}]}}
                """)).isEqualTo("condition.parts[1].window");
        assertThat(refusal(Operator.HOT.replace("\"cooling\"", "\"{cooling}\"")))
                .isEqualTo("labels.team");
    }

    private String refused(String kind, String condition) {
        return refusal("{\"name\": \"No\", \"kind\": \"" + kind
                + "\", \"selector\": {\"metric\": \"t\"}, \"condition\": {" + condition + "}}");
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
