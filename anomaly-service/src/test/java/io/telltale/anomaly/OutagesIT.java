package io.telltale.anomaly;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Shards;
import io.telltale.events.Subjects;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.Timescale;
import io.telltale.testkit.Timescale.Database;
import io.telltale.testkit.TimescaleResource;
import io.telltale.testkit.TokensResource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OutagesIT.Impatient.class)
@WithTestResource(value = NatsResource.class, initArgs = @ResourceArg(name = "own", value = "true"))
@WithTestResource(TokensResource.class)
@WithTestResource(
        value = TimescaleResource.class,
        initArgs = {@ResourceArg(name = "database", value = "telemetry"), @ResourceArg(name = "own", value = "true")})
class OutagesIT {

    private static final long T = 1_772_366_400_000_000L;
    private static final int DEVICES = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    NatsServer server;
    Timescale timescale;
    Database database;

    /** Unready after a second without progress. */
    public static final class Impatient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("telltale.anomaly.health.stalled-after", "PT1S");
        }
    }

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(() -> status() == 200);
    }

    @Test
    void storesEverythingOnceAfterTheDatabaseWasKilledAndCameBack() throws Exception {
        publish("killed-store", 0, 50);
        await().atMost(PATIENCE).until(() -> count("killed-store") == DEVICES * 50);
        timescale.kill();
        publish("killed-store", 50, 100);
        await().atMost(PATIENCE).until(() -> status() == 503);
        given().auth()
                .oauth2(TestTokens.viewer("default"))
                .get("/api/series")
                .then()
                .statusCode(503)
                .contentType("application/problem+json");
        publish("killed-store", 90, 110);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(metric("telltale_shards_pending")).isEqualTo(DEVICES * 2.0);
            assertThat(metric("telltale_shards_stalled")).isPositive();
            assertThat(metric("telltale_shards_backlog_age_seconds")).isGreaterThan(1);
        });
        timescale.start();
        publish("killed-store", 110, 120);

        recovers("killed-store", 120);
    }

    @Test
    void storesEverythingOnceAfterTheDatabaseWasFrozen() throws Exception {
        publish("frozen-store", 0, 50);
        await().atMost(PATIENCE).until(() -> count("frozen-store") == DEVICES * 50);
        timescale.freeze();
        publish("frozen-store", 50, 100);
        await().atMost(PATIENCE).until(() -> status() == 503);
        await().atMost(PATIENCE).until(() -> metric("telltale_shards_pending") == DEVICES);
        timescale.thaw();

        recovers("frozen-store", 100);
    }

    @Test
    void storesEverythingOnceAfterTheStreamsServerWasKilledAndCameBack() throws Exception {
        publish("killed-stream", 0, 50);
        server.kill();
        await().atMost(PATIENCE).until(() -> status() == 503);
        server.start();
        publish("killed-stream", 50, 100);

        recovers("killed-stream", 100);
    }

    @Test
    void storesEverythingOnceAfterTheStreamsServerWasFrozen() throws Exception {
        publish("frozen-stream", 0, 50);
        server.freeze();
        await().atMost(PATIENCE).until(() -> status() == 503);
        server.thaw();
        publish("frozen-stream", 50, 100);

        recovers("frozen-stream", 100);
    }

    /** By itself, within ten seconds, with nothing lost or doubled. */
    private void recovers(String prefix, int readings) throws SQLException {
        await().atMost(RECOVERY).ignoreExceptions().until(() -> count(prefix) == DEVICES * readings);
        await().atMost(RECOVERY).untilAsserted(() -> {
            assertThat(status()).isEqualTo(200);
            assertThat(metric("telltale_shards_owned")).isEqualTo(Shards.COUNT);
            assertThat(metric("telltale_shards_pending")).isZero();
            assertThat(metric("telltale_shards_stalled")).isZero();
            assertThat(metric("telltale_shards_backlog_age_seconds")).isZero();
        });
        assertThat(count(prefix)).isEqualTo(DEVICES * readings);
    }

    private void publish(String prefix, int from, int to) throws Exception {
        try (Connection nats = server.connect()) {
            for (int device = 0; device < DEVICES; device++) {
                String name = prefix + "-" + device;
                ReadingBatch.Builder batch = ReadingBatch.builder(T);
                for (int i = from; i < to; i++) {
                    batch.add("default", name, "temperature", T + i * 1_000_000L, i);
                }
                nats.jetStream()
                        .publish(
                                Subjects.telemetry(Shards.of("default", name)),
                                batch.build().toBytes());
            }
        }
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + "{service=\"anomaly-service\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static int status() {
        return given().get("/q/health/ready").statusCode();
    }

    private int count(String prefix) throws SQLException {
        try (java.sql.Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from reading where device like '" + prefix + "-%'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
