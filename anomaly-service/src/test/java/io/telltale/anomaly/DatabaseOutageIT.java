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
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(DatabaseOutageIT.Impatient.class)
@WithTestResource(NatsResource.class)
@WithTestResource(TokensResource.class)
@WithTestResource(
        value = TimescaleResource.class,
        initArgs = {@ResourceArg(name = "database", value = "telemetry"), @ResourceArg(name = "own", value = "true")})
class DatabaseOutageIT {

    private static final long T = 1_772_366_400_000_000L;
    private static final int DEVICES = 40;

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

    @Test
    void storesEverythingOnceAfterTheDatabaseWasKilledAndCameBack() throws Exception {
        await().until(() -> ready() == 200);
        try (Connection nats = server.connect()) {
            publish(nats, 0, 50);
            timescale.kill();
            publish(nats, 50, 100);
            await().atMost(Duration.ofSeconds(30)).until(() -> ready() == 503);
            given().auth()
                    .oauth2(TestTokens.viewer("default"))
                    .get("/api/series")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json");
            publish(nats, 90, 110);
            await().untilAsserted(() -> {
                assertThat(metric("telltale_shards_pending")).isEqualTo(DEVICES * 2.0);
                assertThat(metric("telltale_shards_backlog_age_seconds")).isGreaterThan(1);
            });
            timescale.start();
            publish(nats, 110, 120);
        }
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> count() == DEVICES * 120);
        await().atMost(Duration.ofSeconds(30)).until(() -> ready() == 200);
        assertThat(count()).isEqualTo(DEVICES * 120);
        await().untilAsserted(() -> {
            assertThat(metric("telltale_shards_owned")).isEqualTo(Shards.COUNT);
            assertThat(metric("telltale_shards_pending")).isZero();
            assertThat(metric("telltale_shards_stalled")).isZero();
            assertThat(metric("telltale_shards_backlog_age_seconds")).isZero();
        });
    }

    private static void publish(Connection nats, int from, int to) throws Exception {
        for (int device = 0; device < DEVICES; device++) {
            ReadingBatch.Builder batch = ReadingBatch.builder(T);
            for (int i = from; i < to; i++) {
                batch.add("default", "pump-" + device, "temperature", T + i * 1_000_000L, i);
            }
            int shard = Shards.of("default", "pump-" + device);
            nats.jetStream().publish(Subjects.telemetry(shard), batch.build().toBytes());
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

    private static int ready() {
        return given().get("/q/health/ready").statusCode();
    }

    private int count() throws SQLException {
        try (java.sql.Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from readings")) {
            row.next();
            return row.getInt(1);
        }
    }
}
