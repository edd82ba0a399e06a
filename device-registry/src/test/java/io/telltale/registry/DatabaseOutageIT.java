package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.telltale.events.DeviceToken;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database is killed and comes back: callers are told to try again, nothing has to be restarted. */
@RegistryTest
class DatabaseOutageIT {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    Timescale server;
    NatsServer nats;
    private boolean away;

    @AfterEach
    void theDatabaseIsBack() {
        if (away) {
            server.start();
        }
    }

    @Test
    void oneThatHangsIsToldOfInBoundedTimeAndUsedAgainWhenItGoesOn() {
        Api api = Api.ofFreshTenant();
        api.register("before");

        server.freeze();
        try {
            long began = System.nanoTime();
            api.get("/api/devices").statusCode(503).contentType("application/problem+json");
            api.get("/q/health/ready").statusCode(503);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
            api.get("/q/health/live").statusCode(200);
        } finally {
            server.thaw();
        }

        await().atMost(LONGEST).untilAsserted(() -> api.get("/q/health/ready").statusCode(200));
        String token = api.register("after");
        assertThat(Directory.of(nats).awaitTokens(api.tenant(), "after", 1).tokenHashes())
                .containsExactly(DeviceToken.hash(token));
    }

    @Test
    void aTransactionThatDoesNotGoOnKeepsNothingLocked() {
        Api api = Api.ofFreshTenant();
        api.register("locked");
        SqlConnection forgotten = pool.getConnectionAndAwait();
        forgotten.beginAndAwait();
        forgotten
                .preparedQuery("select name from device where tenant = $1 for update")
                .executeAndAwait(Tuple.of(api.tenant()));

        api.delete("/api/devices/locked").statusCode(503);

        await().atMost(LONGEST)
                .untilAsserted(() -> api.get("/api/devices/locked").statusCode(404)); // who waited has gone on
    }

    @Test
    void callersAreToldToTryAgainAndThenAllIsWell() {
        Api api = Api.ofFreshTenant();
        api.register("before");
        Directory.of(nats).awaitTokens(api.tenant(), "before", 1);

        server.kill();
        away = true;
        for (int i = 0; i < 3; i++) {
            api.get("/api/devices")
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "1")
                    .body("detail", equalTo("the database can't be reached: try again"));
            api.post("/api/devices", "{'name':'during'}").statusCode(503);
        }
        api.get("/q/health/ready").statusCode(503);
        api.get("/q/health/live").statusCode(200);
        server.start();
        away = false;

        await().atMost(LONGEST).untilAsserted(() -> api.get("/q/health/ready").statusCode(200));
        await().atMost(LONGEST)
                .untilAsserted(() -> api.get("/api/devices/before").statusCode(200));
        String token = api.register("after");
        assertThat(Directory.of(nats).awaitTokens(api.tenant(), "after", 1).tokenHashes())
                .containsExactly(DeviceToken.hash(token));
    }
}
