package io.telltale.anomaly.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.telltale.events.BatchStream;
import io.telltale.events.ReadingBatch;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TestTokens;
import io.telltale.testkit.Timescale.Database;
import io.telltale.testkit.TimescaleResource;
import io.telltale.testkit.TokensResource;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What another service reads of what is stored. */
@QuarkusTest
@WithTestResource(NatsResource.class)
@WithTestResource(TokensResource.class)
@WithTestResource(value = TimescaleResource.class, initArgs = @ResourceArg(name = "database", value = "telemetry"))
class HistoryIT {

    private static final String TIME = "from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z";

    Database database;

    @Test
    void tellsAllReadingsOfTheMetricInTheOrderOfTime() throws Exception {
        store("forge-1", "force", "generate_series(0, 9)", "60");
        store("forge-2", "force", "generate_series(0, 9)", "60");
        store("forge-1", "heat", "generate_series(0, 9)", "60");
        assertThat(readings("metric=force&device=forge-*&" + TIME))
                .hasSize(20)
                .startsWith(
                        "forge-1.force 0 0.0", "forge-2.force 0 0.0", "forge-1.force 60 1.0", "forge-2.force 60 1.0")
                .endsWith("forge-1.force 540 9.0", "forge-2.force 540 9.0");
        assertThat(readings("metric=force&metric=heat&device=forge-1&" + TIME))
                .startsWith("forge-1.force 0 0.0", "forge-1.heat 0 0.0", "forge-1.force 60 1.0")
                .hasSize(20);
    }

    @Test
    void takesTheFirstTimeAndNotTheLast() throws Exception {
        store("gate-1", "load", "generate_series(0, 9)", "60");
        assertThat(readings("metric=lo*&from=2026-03-01T00:01:00Z&to=2026-03-01T00:03:00Z"))
                .containsExactly("gate-1.load 60 1.0", "gate-1.load 120 2.0");
    }

    @Test
    void anUnderlineStandsForItself() throws Exception {
        store("oven_1", "smoke", "generate_series(0, 0)", "1");
        store("ovenx1", "smoke", "generate_series(0, 0)", "1");
        assertThat(readings("metric=smoke&device=oven_1&" + TIME)).containsExactly("oven_1.smoke 0 0.0");
        assertThat(readings("metric=smoke&device=oven?1&" + TIME)).hasSize(2);
    }

    @Test
    void aDayOfManyReadingsComesWholeAndInOrder() throws Exception {
        for (int i = 0; i < 20; i++) {
            store("mill-" + i, "hum", "generate_series(0, 8639)", "10");
        }
        long last = Long.MIN_VALUE;
        int count = 0;
        for (ReadingBatch batch : batches("metric=hum&" + TIME)) {
            for (int i = 0; i < batch.size(); i++) {
                assertThat(batch.micros(i)).isGreaterThanOrEqualTo(last);
                last = batch.micros(i);
                count++;
            }
        }
        assertThat(count).isEqualTo(172_800);
    }

    @Test
    void aTenantReadsItsOwnOnly() throws Exception {
        store("yard-1", "wind", "generate_series(0, 0)", "1");
        assertThat(ask(TestTokens.viewer("acme"), "metric=wind&" + TIME).asByteArray())
                .isEqualTo(new byte[4]);
        assertThat(ask(TestTokens.admin("acme"), "tenant=default&metric=wind&" + TIME)
                        .asByteArray())
                .hasSizeGreaterThan(4);
    }

    @Test
    void saysWhichParameterMakesNoSense() {
        assertThat(refused(TIME)).isEqualTo("metric");
        assertThat(refused("metric=a.b&" + TIME)).isEqualTo("metric");
        assertThat(refused("metric=a&device=x%25&" + TIME)).isEqualTo("device");
        assertThat(refused("metric=a&to=2026-03-02T00:00:00Z")).isEqualTo("from");
        assertThat(refused("metric=a&from=2026-03-02T00:00:00Z&to=2026-03-02T00:00:00Z"))
                .isEqualTo("from");
        assertThat(refused("metric=a&from=2020-03-02T00:00:00Z&to=2026-03-02T00:00:00Z"))
                .isEqualTo("to");
    }

    private static String refused(String query) {
        return ask(TestTokens.viewer("default"), query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .extract()
                .path("errors[0].field");
    }

    private static List<String> readings(String query) throws Exception {
        List<String> readings = new ArrayList<>();
        for (ReadingBatch batch : batches(query)) {
            for (int i = 0; i < batch.size(); i++) {
                long second = batch.micros(i) / 1_000_000 - 1_772_323_200;
                readings.add(batch.device(i) + "." + batch.metric(i) + " " + second + " " + batch.value(i));
            }
        }
        return readings;
    }

    private static List<ReadingBatch> batches(String query) throws Exception {
        byte[] body = ask(TestTokens.viewer("default"), query)
                .then()
                .statusCode(200)
                .contentType(BatchStream.MEDIA_TYPE)
                .extract()
                .asByteArray();
        BatchStream.Reader reader = new BatchStream.Reader(new ByteArrayInputStream(body));
        List<ReadingBatch> batches = new ArrayList<>();
        for (Optional<ReadingBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
            batches.add(next.get());
        }
        return batches;
    }

    private static Response ask(String token, String query) {
        return given().urlEncodingEnabled(false).auth().oauth2(token).get("/api/history?" + query);
    }

    /** Stores a reading for each number: the number as its value, so many seconds apart from midnight on. */
    private void store(String device, String metric, String numbers, String seconds) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    with added as (
                        insert into series (shard, tenant, device, metric) values (0, 'default', '%s', '%s')
                        returning series_id)
                    insert into readings select series_id, timestamptz '2026-03-01T00:00:00Z' + n * interval '%s s', n
                    from added, %s n""".formatted(device, metric, seconds, numbers));
        }
    }
}
