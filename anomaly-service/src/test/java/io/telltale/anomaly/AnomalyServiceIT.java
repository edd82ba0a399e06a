package io.telltale.anomaly;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.Timescale.Database;
import io.telltale.testkit.TimescaleResource;
import io.telltale.testkit.TokensResource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(NatsResource.class)
@WithTestResource(TokensResource.class)
@WithTestResource(value = TimescaleResource.class, initArgs = @ResourceArg(name = "database", value = "telemetry"))
class AnomalyServiceIT {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");

    NatsServer server;
    Database database;
    private Connection nats;

    @BeforeEach
    void connect() throws SQLException {
        nats = server.connect();
        await().until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        nats.close();
    }

    @Test
    void storesWhatIsPublishedAndServesTheLatestValue() throws Exception {
        publish("default", "pump-1", "temperature", Map.of(0, 20.0, 1, 21.5));
        publish("default", "pump-1", "door", Map.of(0, 1.0));
        stored("pump-1", 3);
        publish("default", "pump-1", "temperature", Map.of(-60, 99.0));
        stored("pump-1", 4);

        assertThat(get("default", "/api/devices/pump-1/latest")).isEqualTo("""
                {"device":"pump-1","readings":[\
                {"metric":"door","time":"2026-03-01T12:00:00Z","value":1.0},\
                {"metric":"temperature","time":"2026-03-01T12:00:01Z","value":21.5}]}""");
        assertThat(get("acme", "/api/devices/pump-1/latest")).isEqualTo("{\"device\":\"pump-1\",\"readings\":[]}");
    }

    @Test
    void listsSeriesPageByPage() throws Exception {
        publish("acme", "valve-1", "flow", Map.of(0, 1.0));
        publish("acme", "valve-1", "pressure", Map.of(0, 2.0));
        publish("acme", "valve-2", "flow", Map.of(0, 3.0));
        stored("valve-1", 2);
        stored("valve-2", 1);

        assertThat(get("acme", "/api/series?limit=2")).isEqualTo("""
                {"items":[\
                {"device":"valve-1","metric":"flow","lastTime":"2026-03-01T12:00:00Z","lastValue":1.0},\
                {"device":"valve-1","metric":"pressure","lastTime":"2026-03-01T12:00:00Z","lastValue":2.0}],\
                "next":"valve-1.pressure"}""");
        assertThat(get("acme", "/api/series?limit=2&after=valve-1.pressure")).isEqualTo("""
                {"items":[\
                {"device":"valve-2","metric":"flow","lastTime":"2026-03-01T12:00:00Z","lastValue":3.0}]}""");
        assertThat(get("acme", "/api/series?device=valve-3")).isEqualTo("{\"items\":[]}");
    }

    @Test
    void servesARangeRawAndInBuckets() throws Exception {
        publish("default", "fan-1", "speed", Map.of(0, 10.0, 1, 20.0, 2, 30.0, 11, 5.0));
        stored("fan-1", 4);
        String range = "/api/series/fan-1/speed?from=2026-03-01T12:00:00Z&to=2026-03-01T12:01:00Z";

        assertThat(get("default", range)).isEqualTo("""
                {"device":"fan-1","metric":"speed","from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:01:00Z","points":[\
                {"time":"2026-03-01T12:00:00Z","value":10.0},{"time":"2026-03-01T12:00:01Z","value":20.0},\
                {"time":"2026-03-01T12:00:02Z","value":30.0},{"time":"2026-03-01T12:00:11Z","value":5.0}]}""");
        assertThat(get("default", range + "&bucket=PT10S")).isEqualTo("""
                {"device":"fan-1","metric":"speed","from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:01:00Z",\
                "bucket":"PT10S","points":[\
                {"time":"2026-03-01T12:00:00Z","value":20.0,"min":10.0,"max":30.0,"count":3},\
                {"time":"2026-03-01T12:00:10Z","value":5.0,"min":5.0,"max":5.0,"count":1}]}""");
        assertThat(get("default", range + "&bucket=PT10S&aggregate=last&maxPoints=1"))
                .isEqualTo("""
                {"device":"fan-1","metric":"speed","from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:01:00Z",\
                "bucket":"PT10S","points":[\
                {"time":"2026-03-01T12:00:00Z","value":30.0,"min":10.0,"max":30.0,"count":3}],\
                "next":"2026-03-01T12:00:10Z"}""");
        assertThat(get("default", range + "&maxPoints=3")).isEqualTo("""
                {"device":"fan-1","metric":"speed","from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:01:00Z",\
                "bucket":"PT30S","points":[\
                {"time":"2026-03-01T12:00:00Z","value":16.25,"min":5.0,"max":30.0,"count":4}]}""");
    }

    @Test
    void servesEachTenantItsOwnSeriesOnly() throws Exception {
        publish("acme", "tank-1", "level", Map.of(0, 7.0));
        stored("tank-1", 1);

        given().auth()
                .oauth2(TestTokens.viewer("default"))
                .get("/api/series/tank-1/level")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        assertThat(get("acme", "/api/series/tank-1/level?from=2026-03-01T12:00:00Z&to=2026-03-01T12:00:01Z"))
                .contains("\"value\":7.0");
        given().auth()
                .oauth2(TestTokens.admin("default"))
                .get("/api/series/tank-1/level?tenant=acme")
                .then()
                .statusCode(200);
    }

    @Test
    void listsAnomaliesNewestFirst() throws Exception {
        ReadingBatch.Builder batch = ReadingBatch.builder(micros(T));
        for (int i = 0; i < 500; i++) {
            batch.add("default", "saw-1", "load", micros(T) + i * 1_000_000L, i % 5);
            batch.add("default", "saw-1", "heat", micros(T) + i * 1_000_000L, 20 + i % 7);
        }
        batch.add("default", "saw-1", "load", micros(T) + 500_000_000L, 500);
        batch.add("default", "saw-1", "heat", micros(T) + 501_000_000L, -40);
        publish("default", "saw-1", batch.build());
        stored("saw-1", 1002);

        String first = get("default", "/api/anomalies?device=saw-1&limit=1");
        assertThat(first).matches("""
                \\{"items":\\[\\{"id":"(\\d+)-1772366901000000","device":"saw-1","metric":"heat",\
                "time":"2026-03-01T12:08:21Z","value":-40.0,"score":0.9\\d*,"severity":"critical","expectedLow":20.0,"expectedHigh":26.0,\
                "detector":"range-break","reason":"-40 is below everything seen before \\(20 to 26\\)"\\}\\],\
                "next":"\\1-1772366901000000"\\}""");
        String next = first.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
        assertThat(get("default", "/api/anomalies?device=saw-1&metric=load&limit=1&after=" + next))
                .contains("\"reason\":\"500 is above everything seen before (0 to 4)\"");
        assertThat(get("default", "/api/anomalies?device=saw-1&metric=heat&severity=critical&limit=1"))
                .isEqualTo(get("default", "/api/anomalies?device=saw-1&metric=heat&severity=warning&limit=1"))
                .contains("\"value\":-40.0");
        execute("update anomalies set severity = 'warning' where value = -40");
        assertThat(get("default", "/api/anomalies?device=saw-1&severity=warning&limit=1"))
                .contains("\"value\":-40.0");
        assertThat(get("default", "/api/anomalies?device=saw-1&severity=critical&limit=1"))
                .contains("\"value\":500.0");
        given().auth()
                .oauth2(TestTokens.viewer("default"))
                .get("/api/anomalies?severity=none")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("severity"));
        assertThat(get("acme", "/api/anomalies?device=saw-1")).isEqualTo("{\"items\":[]}");
    }

    @Test
    void refusesSenselessRangesNamingTheField() {
        for (Map.Entry<String, String> bad : Map.of(
                        "from", "yesterday", "to", "12", "maxPoints", "10001", "aggregate", "median", "bucket", "10s")
                .entrySet()) {
            String field = given().auth()
                    .oauth2(TestTokens.viewer("default"))
                    .queryParam(bad.getKey(), bad.getValue())
                    .get("/api/series/x/y")
                    .then()
                    .statusCode(400)
                    .extract()
                    .path("errors[0].field");
            assertThat(field).isEqualTo(bad.getKey());
        }
    }

    @Test
    void showsLiveReadingsToWhoeverWatchesThem() throws Exception {
        Subscription watched = nats.subscribe("live.default.lamp-1.>");
        nats.flush(Duration.ofSeconds(1));
        int[] second = {0};
        await().untilAsserted(() -> {
            publish("default", "lamp-1", "power", Map.of(second[0]++, 60.5));
            Message live = watched.nextMessage(Duration.ofMillis(300));
            assertThat(live).isNotNull();
            assertThat(live.getSubject()).isEqualTo("live.default.lamp-1.power");
            assertThat(new String(live.getData(), StandardCharsets.UTF_8))
                    .matches("\\{\"tenant\":\"default\",\"device\":\"lamp-1\",\"metric\":\"power\","
                            + "\"time\":\"2026-03-01T12:00:\\d\\dZ\",\"value\":60.5}");
        });
    }

    @Test
    void tellsHowManyReadingsItHasStored() throws Exception {
        publish("default", "count-1", "n", Map.of(0, 1.0));
        stored("count-1", 1);
        assertThat(given().get("/q/metrics").asString())
                .contains("anomaly_readings_processed_total{outcome=\"stored\"}")
                .contains("anomaly_readings_parked_total{reason=\"too-many-series\"} 0.0")
                .contains("telltale_shards_owned{service=\"anomaly-service\"} 4.0")
                .contains("anomaly_reading_delay_seconds_bucket{from=\"gateway\"");
    }

    @Test
    void comparesSiblingsOnceAWindowHasClosed() {
        await().untilAsserted(() -> assertThat(given().get("/q/metrics").asString())
                .containsPattern("anomaly_peers_windows_total\\{outcome=\"judged\"\\} [1-9]")
                .contains("anomaly_findings_stored_total{detector=\"peer-deviation\"} 0.0"));
    }

    @Test
    void servesTheCommittedDescriptionOfItsApi() throws Exception {
        Path committed = Path.of(System.getProperty("telltale.root"), "docs/openapi/anomaly-service.yaml");
        YAMLMapper yaml = new YAMLMapper(); // as trees: the order of keys changes from run to run and means nothing
        assertThat(yaml.readTree(given().get("/q/openapi").asString()))
                .as("cp anomaly-service/target/openapi/openapi.yaml docs/openapi/anomaly-service.yaml")
                .isEqualTo(yaml.readTree(Files.readString(committed)));
    }

    private void publish(String tenant, String device, String metric, Map<Integer, Double> valuesBySecond)
            throws Exception {
        ReadingBatch.Builder batch = ReadingBatch.builder(micros(T));
        valuesBySecond.forEach(
                (second, value) -> batch.add(tenant, device, metric, micros(T) + second * 1_000_000L, value));
        publish(tenant, device, batch.build());
    }

    private void publish(String tenant, String device, ReadingBatch batch) throws Exception {
        nats.jetStream().publish(Subjects.telemetry(Shards.of(tenant, device)), batch.toBytes());
    }

    private void stored(String device, int count) {
        await().untilAsserted(() -> assertThat(count(device)).isEqualTo(count));
    }

    private int count(String device) throws SQLException {
        try (java.sql.Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from reading where device = '" + device + "'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (java.sql.Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String get(String tenant, String path) {
        return given().auth()
                .oauth2(TestTokens.viewer(tenant))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
