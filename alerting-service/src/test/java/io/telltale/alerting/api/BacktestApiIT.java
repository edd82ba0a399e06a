package io.telltale.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.telltale.alerting.HistoryServer;
import io.telltale.alerting.alert.Micros;
import io.telltale.events.ReadingBatch;
import io.telltale.testkit.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rule tried on history, over the API. The history is spoken by a server of the test's, over HTTP. */
@AlertingTest
class BacktestApiIT {

    private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");
    private static final String HOT = """
            {"name": "hot", "kind": "threshold", "selector": {"device": "pump-*", "metric": "temperature"},
             "condition": {"operator": ">", "value": 30, "clear": 28}}""";

    private static final String DAY = "\"from\": \"2026-03-01T00:00:00Z\", \"to\": \"2026-03-02T00:00:00Z\"";

    private final Operator operator = new Operator();
    private long at;

    HistoryServer history;

    @BeforeEach
    void waitUntilReady() {
        Operator.waitsUntilReady();
    }

    @Test
    void tellsWhichAlertsARuleWouldHaveRaised() {
        history.has(pumps(20, 31, 29), pumps(27, 20));
        JsonPath answer = backtest("{\"rule\": " + HOT + ", " + DAY + "}");
        assertThat(answer.getLong("read")).isEqualTo(10);
        assertThat(answer.getMap("rule"))
                .containsEntry("alerts", 2)
                .containsEntry("devices", 2)
                .containsEntry("open", 0)
                .containsEntry("firing", "PT40S")
                .containsEntry("truncated", false);
        assertThat(answer.getMap("rule.items[0]"))
                .isEqualTo(Map.of(
                        "device", "pump-1",
                        "metric", "temperature",
                        "severity", "warning",
                        "summary", "temperature of pump-1 is 31, above 30",
                        "startedAt", "2026-03-01T00:00:10Z",
                        "firedAt", "2026-03-01T00:00:10Z",
                        "resolvedAt", "2026-03-01T00:00:30Z"));
        assertThat(answer.getList("rule.longest.device")).isEqualTo(List.of("pump-1", "pump-2"));
        assertThat(answer.getMap("")).doesNotContainKeys("against", "difference");
    }

    @Test
    void asksForTheHistoryOfTheRuleInTheNameOfTheCaller() {
        history.has();
        String token = TestTokens.viewer(operator.tenant);
        Operator.as(token)
                .body("{\"rule\": " + HOT.replace("\"condition\"", "\"for\": \"PT5M\", \"condition\"") + ", " + DAY
                        + "}")
                .post("/api/rules/backtest")
                .then()
                .statusCode(200);
        assertThat(history.asked())
                .containsExactly("/api/history?device=pump-*&metric=temperature&tenant=" + operator.tenant
                        + "&from=2026-02-28T23:55:00Z&to=2026-03-02T00:00:00Z Bearer " + token);
    }

    @Test
    void tellsTheDifferenceToAnotherVersion() {
        history.has(pumps(20, 31, 36, 36, 27));
        String id = operator.creates("/api/rules", HOT.replace("\"hot\"", "\"hot\", \"enabled\": false"))
                .getString("id");
        JsonPath answer = backtest(
                "{\"rule\": {\"id\": \"" + id + "\"}, \"against\": " + HOT.replace("30", "35") + ", " + DAY + "}");
        assertThat(answer.getInt("rule.alerts")).isEqualTo(2);
        assertThat(answer.getInt("against.alerts")).isEqualTo(2);
        assertThat(answer.getInt("difference.moved")).isEqualTo(2);
        assertThat(answer.getString("difference.movedItems[0].rule.firedAt")).isEqualTo("2026-03-01T00:00:10Z");
        assertThat(answer.getString("difference.movedItems[0].against.firedAt")).isEqualTo("2026-03-01T00:00:20Z");
    }

    @Test
    void showsNoMoreAlertsThanAskedForAndSaysSo() {
        history.has(pumps(31, 20, 31, 20));
        JsonPath answer = backtest("{\"rule\": " + HOT + ", \"limit\": 1, " + DAY + "}");
        assertThat(answer.getList("rule.items")).hasSize(1);
        assertThat(answer.getInt("rule.alerts")).isEqualTo(4);
        assertThat(answer.getBoolean("rule.truncated")).isTrue();
    }

    @Test
    void anAnomalyRuleIsTriedOnStoredAnomalies() {
        history.hasAnomalies("""
                [{"device": "pump-1", "metric": "flow", "time": "2026-03-01T01:00:00Z", "value": 9, "score": 0.4,
                  "detector": "jump", "reason": "low score"},
                 {"device": "pump-1", "metric": "flow", "time": "2026-03-01T00:00:00Z", "value": 7, "score": 0.9,
                  "detector": "jump", "reason": "7 is a jump"}]""");
        JsonPath answer = backtest("""
                {"rule": {"name": "odd", "kind": "anomaly", "selector": {"metric": "flow"},
                 "condition": {"minScore": 0.5}}, %s}""".formatted(DAY));
        assertThat(answer.getInt("rule.alerts")).isEqualTo(1);
        assertThat(answer.getString("rule.items[0].resolvedAt")).isEqualTo("2026-03-01T00:10:00Z");
    }

    @Test
    void saysWhatMakesNoSense() {
        assertThat(refused("{\"rule\": " + HOT + "}")).isEqualTo("from");
        assertThat(refused("{" + DAY + "}")).isEqualTo("rule");
        assertThat(refused("{\"rule\": " + HOT.replace("\">\"", "\"=\"") + ", " + DAY + "}"))
                .isEqualTo("rule.condition.operator");
        assertThat(refused("{\"rule\": {\"id\": \"00000000-0000-4000-8000-000000000000\"}, " + DAY + "}"))
                .isEqualTo("rule.id");
        assertThat(refused("{\"rule\": " + HOT + ", \"limit\": 10001, " + DAY + "}"))
                .isEqualTo("limit");
        assertThat(refused("{\"rule\": " + HOT + ", " + DAY.replace("2026-03-02", "2026-05-02") + "}"))
                .isEqualTo("from");
        assertThat(refused("{\"rule\": {\"name\": \"gone\", \"kind\": \"no-data\", \"for\": \"PT5M\","
                        + " \"condition\": {\"for\": \"PT5M\"}}, " + DAY + "}"))
                .startsWith("rule.");
    }

    @Test
    void aHistoryThatCannotBeReadIsNoAnswer() {
        for (Map.Entry<HistoryServer.Manner, Integer> bad : Map.of(
                        HistoryServer.Manner.BREAKS_OFF, 503,
                        HistoryServer.Manner.UNAVAILABLE, 503,
                        HistoryServer.Manner.NONSENSE, 502,
                        HistoryServer.Manner.NEVER_ENDS, 503)
                .entrySet()) {
            history.has(pumps(31));
            history.answers(bad.getKey());
            Response answer =
                    operator.asks().body("{\"rule\": " + HOT + ", " + DAY + "}").post("/api/rules/backtest");
            assertThat(answer.statusCode())
                    .as("%s: %s", bad.getKey(), answer.asString())
                    .isEqualTo(bad.getValue());
        }
        history.has();
    }

    /** Readings of two pumps, ten seconds apart, after those of the batch before. */
    private ReadingBatch pumps(double... values) {
        ReadingBatch.Builder batch = ReadingBatch.builder(0);
        for (double value : values) {
            for (String device : List.of("pump-1", "pump-2")) {
                batch.add(operator.tenant, device, "temperature", Micros.of(T.plusSeconds(at)), value);
            }
            at += 10;
        }
        return batch.build();
    }

    private JsonPath backtest(String body) {
        Response answer = operator.asks().body(body).post("/api/rules/backtest");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    private String refused(String body) {
        Response answer = operator.asks().body(body).post("/api/rules/backtest");
        assertThat(answer.statusCode()).as(body).isEqualTo(400);
        return answer.jsonPath().getString("errors[0].field");
    }
}
