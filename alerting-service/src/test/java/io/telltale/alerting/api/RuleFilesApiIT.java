package io.telltale.alerting.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.telltale.testkit.TestTokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All rules of a tenant as a file, out of the service and into it. */
@AlertingTest
class RuleFilesApiIT {

    private static final String TWO = """
            rules:
              - name: hot
                kind: threshold
                selector: {metric: temperature}
                condition: {operator: ">", value: 30}
              - name: odd
                kind: anomaly
                selector: {metric: flow}
                condition: {minScore: 0.5}
            """;

    private final Operator operator = new Operator();

    @BeforeEach
    void waitUntilReady() {
        Operator.waitsUntilReady();
    }

    @Test
    void aFileMakesTheRulesWhatItSays() {
        assertThat(names(imports(TWO, ""), "added")).containsExactly("hot", "odd");
        JsonPath again = imports(TWO.replace("30", "31"), "");
        assertThat(again.getList("unchanged")).isEqualTo(List.of("odd"));
        assertThat(again.getList("changed[0].fields"))
                .isEqualTo(List.of(Map.of("field", "condition.value", "from", "30.0", "to", "31.0")));
        JsonPath rules = operator.asks().get("/api/rules").jsonPath();
        assertThat(rules.getList("items.name")).isEqualTo(List.of("hot", "odd"));
        assertThat(rules.getDouble("items[0].condition.value")).isEqualTo(31);
        assertThat(rules.getString("items[0].id")).isEqualTo(again.getString("changed[0].id"));
    }

    @Test
    void aDryRunOnlyTells() {
        JsonPath plan = imports(TWO, "?dryRun=true");
        assertThat(plan.getBoolean("applied")).isFalse();
        assertThat(plan.getList("added")).isEqualTo(List.of(Map.of("name", "hot"), Map.of("name", "odd")));
        assertThat(operator.asks().get("/api/rules").jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void removesWhatTheFileDoesNotHaveOnlyWhenAskedTo() {
        imports(TWO, "");
        assertThat(imports("rules: []", "").getList("unmentioned")).isEqualTo(List.of("hot", "odd"));
        assertThat(names(imports("rules: []", "?prune=true"), "removed")).containsExactly("hot", "odd");
        assertThat(operator.asks().get("/api/rules").jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void whatWasExportedIsUnchangedWhenImported() {
        imports(TWO, "");
        Response exported = Operator.as(TestTokens.viewer(operator.tenant)).get("/api/rules/export");
        assertThat(exported.statusCode()).isEqualTo(200);
        assertThat(exported.contentType()).startsWith("application/yaml");
        assertThat(imports(exported.asString(), "?prune=true").getList("unchanged"))
                .isEqualTo(List.of("hot", "odd"));
    }

    @Test
    void ofAFileWithAFaultNothingIsDone() {
        Response answer = operator.asks()
                .contentType("application/yaml")
                .body(TWO.replace("0.5", "5").getBytes(UTF_8))
                .post("/api/rules/import");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo("rules[1].condition.minScore");
        assertThat(answer.jsonPath().getString("errors[0].message")).endsWith("(line 9)");
        assertThat(operator.asks().get("/api/rules").jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void aNameThatIsThereTwiceIsAConflict() {
        operator.creates("/api/rules", Operator.HOT);
        operator.creates("/api/rules", Operator.HOT);
        assertThat(operator.asks().get("/api/rules/export").statusCode()).isEqualTo(409);
        assertThat(operator.asks()
                        .contentType("application/yaml")
                        .body(TWO.getBytes(UTF_8))
                        .post("/api/rules/import")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aViewerImportsNothing() {
        Operator.as(TestTokens.viewer(operator.tenant))
                .contentType("application/yaml")
                .body(TWO.getBytes(UTF_8))
                .post("/api/rules/import")
                .then()
                .statusCode(403);
    }

    private static List<String> names(JsonPath plan, String list) {
        return plan.getList(list + ".name", String.class);
    }

    private JsonPath imports(String file, String query) {
        Response answer = operator.asks()
                .contentType("application/yaml")
                .body(file.getBytes(UTF_8))
                .post("/api/rules/import" + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }
}
