package io.telltale.anomaly;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.telltale.events.Shards;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.Timescale.Database;
import io.telltale.testkit.TimescaleResource;
import io.telltale.testkit.TokensResource;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators speak of findings that lie in the database as a detector would have put them there; scores are round numbers. */
@QuarkusTest
@WithTestResource(NatsResource.class)
@WithTestResource(TokensResource.class)
@WithTestResource(value = TimescaleResource.class, initArgs = @ResourceArg(name = "database", value = "telemetry"))
class FeedbackIT {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");

    Database database;

    @BeforeEach
    void awaitReady() {
        await().until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void movesTheThresholdOfTheSeriesAndTellsWhy() throws Exception {
        String id = found("press-1", 0, 0.616);
        JsonPath step = say(id, "{\"verdict\": \"noise\", \"comment\": \" the door was open \"}");

        assertThat(step.getString("anomaly")).isEqualTo(id);
        assertThat(step.getString("verdict")).isEqualTo("noise");
        assertThat(step.getString("comment")).isEqualTo("the door was open");
        assertThat(step.getString("by")).isEqualTo("oskar");
        assertThat(Instant.parse(step.getString("at"))).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(step.getDouble("from")).isEqualTo(0.5);
        assertThat(step.getDouble("to")).isEqualTo(0.62);
        assertThat(step.getString("why")).isEqualTo("a finding of 0.616 is noise: up to just above it");

        JsonPath threshold = threshold("press-1", "");
        assertThat(threshold.getDouble("standard")).isEqualTo(0.5);
        assertThat(threshold.getDouble("own.threshold")).isEqualTo(0.62);
        assertThat(threshold.getString("own.since")).isEqualTo(step.getString("at"));
        assertThat(threshold.getString("own.why")).isEqualTo(step.getString("why"));
        assertThat(threshold.getMap("peers"))
                .isEqualTo(Map.of("threshold", 0.5f, "why", "the standard for every series"));
        assertThat(threshold.getList("items")).containsExactly(step.getMap("$"));
    }

    @Test
    void showsWhatWasSaidOnTheAnomaly() throws Exception {
        String id = found("press-2", 0, 0.7);
        String other = found("press-2", 1, 0.8);
        JsonPath step = say(id, "{\"verdict\": \"right\"}");
        Map<String, Object> said = Map.of("verdict", "right", "by", "oskar", "at", step.getString("at"));

        assertThat(anomaly(id).getMap("feedback")).isEqualTo(said);
        assertThat(anomaly("anomaly-" + id).getString("id"))
                .as("by its event's id")
                .isEqualTo(id);
        assertThat(anomaly(other).getMap("feedback")).isNull();
        JsonPath listed = as(TestTokens.viewer("default"), "/api/anomalies?device=press-2");
        assertThat(listed.getList("items.id")).containsExactly(other, id);
        assertThat(listed.getMap("items[1].feedback")).isEqualTo(said);
    }

    @Test
    void tellsEveryStepNewestFirstPageByPage() throws Exception {
        say(found("press-3", 0, 0.616), "{\"verdict\": \"noise\"}");
        say(found("press-3", 1, 0.8), "{\"verdict\": \"right\"}");
        say(found("press-3", 2, 0.55), "{\"verdict\": \"noise\"}");

        JsonPath first = threshold("press-3", "?limit=2");
        assertThat(first.getList("items.to", Double.class)).containsExactly(0.56, 0.56);
        assertThat(first.getList("items.why"))
                .containsExactly(
                        "a finding of 0.55 is noise, and below the threshold already",
                        "a finding of 0.8 is right: halfway back to the standard of 0.5");
        JsonPath second = threshold("press-3", "?limit=2&after=" + first.getString("next"));
        assertThat(second.getList("items.to", Double.class)).containsExactly(0.62);
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void forgetsWhatIsWithdrawn() throws Exception {
        String id = found("press-4", 0, 0.616);
        say(id, "{\"verdict\": \"noise\"}");
        JsonPath undone = withdraw(id).then().statusCode(200).extract().jsonPath();

        assertThat(undone.getString("verdict")).isEqualTo("withdrawn");
        assertThat(undone.getDouble("from")).isEqualTo(0.62);
        assertThat(undone.getDouble("to")).isEqualTo(0.5);
        assertThat(anomaly(id).getMap("feedback")).isNull();
        JsonPath threshold = threshold("press-4", "");
        assertThat(threshold.getDouble("own.threshold")).isEqualTo(0.5);
        assertThat(threshold.getList("items.verdict")).containsExactly("withdrawn", "noise");
        assertThat(withdraw(id).statusCode()).isEqualTo(404);
    }

    @Test
    void takesTheSameWordTwiceAsOne() throws Exception {
        String id = found("press-5", 0, 0.9);
        found("press-5", 1, 0.616);
        say(found("press-5", 2, 0.616), "{\"verdict\": \"noise\"}");
        JsonPath once = say(id, "{\"verdict\": \"right\"}");
        JsonPath twice = say(id, "{\"verdict\": \"right\"}");

        assertThat(twice.getMap("$")).isEqualTo(once.getMap("$"));
        assertThat(threshold("press-5", "").getList("items.to", Double.class)).containsExactly(0.56, 0.62);
    }

    @Test
    void refusesWhatItCannotTake() throws Exception {
        String id = found("press-6", 0, 0.7);
        assertThat(refused(id, "{\"verdict\": \"wrong\", \"comment\": \"" + "x".repeat(501) + "\"}", 400)
                        .getList("errors.field"))
                .containsExactly("verdict", "comment");
        assertThat(refused(id, "{\"comment\": \"hm\"}", 400).getString("errors[0].message"))
                .isEqualTo("must be noise or right");
        assertThat(refused("1-1", "{\"verdict\": \"noise\"}", 404).getString("detail"))
                .isEqualTo("there is no anomaly with this id");
        refused("press-6", "{\"verdict\": \"noise\"}", 404);

        String stranger = TestTokens.operator("acme");
        assertThat(post(stranger, id, "{\"verdict\": \"noise\"}").statusCode()).isEqualTo(404);
        assertThat(threshold("press-6", "").getList("items")).isEmpty();
        given().auth()
                .oauth2(stranger)
                .get("/api/series/press-6/heat/threshold")
                .then()
                .statusCode(404);
    }

    @Test
    void takesNoMoreOfASeriesThanCanBeFolded() throws Exception {
        String id = found("press-7", 0, 0.7);
        execute("""
                insert into feedback (series_id, ts, score, detector, verdict, said_by)
                select series_id, ts, score, detector, 'right', 'ada'
                from anomalies join series using (series_id), generate_series(1, 500) n where device = 'press-7'""");
        assertThat(refused(id, "{\"verdict\": \"noise\"}", 409).getString("detail"))
                .isEqualTo(
                        "500 things were said of this series, more are not taken: set limits or switch detectors off in "
                                + "the profile of the device");
        assertThat(withdraw(id).statusCode()).isEqualTo(200);
    }

    @Test
    void knowsSoonWhatAnotherReplicaWasTold() throws Exception {
        double before = metric("anomaly_thresholds_moved");
        found("press-8", 0, 0.8);
        execute("""
                insert into feedback (series_id, ts, score, detector, verdict, said_by)
                select series_id, ts, score, detector, 'noise', 'ada'
                from anomalies join series using (series_id) where device = 'press-8'""");
        await().untilAsserted(
                        () -> assertThat(metric("anomaly_thresholds_moved")).isEqualTo(before + 1));
    }

    /** An anomaly of that score; gives its id. */
    private String found(String device, int second, double score) throws SQLException {
        Instant time = T.plusSeconds(second);
        execute("""
                insert into series (shard, tenant, device, metric) values (%d, 'default', '%s', 'heat')
                on conflict do nothing""".formatted(Shards.of("default", device), device));
        execute(String.format(Locale.ROOT, """
                insert into anomalies (series_id, ts, value, score, severity, expected_low, expected_high, detector, reason)
                select series_id, '%s', 90, %f, 'notice', 20, 30, 'range-break', 'because' from series where device = '%s'""", time, score, device));
        return as(
                        TestTokens.viewer("default"),
                        "/api/anomalies?limit=1&device=" + device + "&from=" + time + "&to=" + time.plusSeconds(1))
                .getString("items[0].id");
    }

    private void execute(String sql) throws SQLException {
        try (java.sql.Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static JsonPath say(String id, String body) {
        return post(TestTokens.operator("default"), id, body)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath refused(String id, String body, int status) {
        return post(TestTokens.operator("default"), id, body)
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    private static Response post(String token, String id, String body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/api/anomalies/" + id + "/feedback");
    }

    private static Response withdraw(String id) {
        return given().auth().oauth2(TestTokens.operator("default")).delete("/api/anomalies/" + id + "/feedback");
    }

    private static JsonPath anomaly(String id) {
        return as(TestTokens.viewer("default"), "/api/anomalies/" + id);
    }

    private static JsonPath threshold(String device, String query) {
        return as(TestTokens.viewer("default"), "/api/series/" + device + "/heat/threshold" + query);
    }

    private static JsonPath as(String token, String path) {
        return given().auth()
                .oauth2(token)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static double metric(String name) {
        return List.of(given().get("/q/metrics").asString().split("\n")).stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
