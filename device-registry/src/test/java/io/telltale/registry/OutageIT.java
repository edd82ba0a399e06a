package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.telltale.events.DeviceToken;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** NATS goes away and comes back; requests never notice, and nothing committed in between is lost. */
@RegistryTest
class OutageIT {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    NatsServer nats;
    Database database;
    private Api api;
    private boolean away;

    @BeforeEach
    void inATenantOfItsOwn() {
        api = Api.ofFreshTenant();
    }

    @AfterEach
    void natsIsBack() {
        if (away) {
            nats.start();
        }
    }

    @Test
    void whatIsCommittedWhileNatsIsAwayArrivesWhenItIsBack() throws SQLException {
        Directory directory = Directory.of(nats);
        api.register("removed");
        api.register("disabled");
        directory.awaitTokens(api.tenant(), "removed", 1);
        directory.awaitTokens(api.tenant(), "disabled", 1);

        goAway();
        String token = api.register("new");
        api.put("/api/devices/disabled", "{'enabled':false}").statusCode(200);
        api.delete("/api/devices/removed").statusCode(204);
        api.get("/q/health/ready").statusCode(200).body("status", equalTo("UP"));
        api.get("/q/health/live").statusCode(200);
        assertThat(waiting()).isEqualTo(3);
        comeBack();

        assertThat(directory.awaitTokens(api.tenant(), "new", 1).tokenHashes())
                .containsExactly(DeviceToken.hash(token));
        directory.awaitEntry(api.tenant(), "disabled", entry -> !entry.enabled());
        await().atMost(LONGEST)
                .untilAsserted(
                        () -> assertThat(directory.all(api.tenant()).keySet()).isEqualTo(Set.of("new", "disabled")));
        await().atMost(LONGEST).until(this::waiting, left -> left == 0);
    }

    @Test
    void aChangeIsSeenAtOnceAgainAfterAnOutageInWhichNothingHappened() {
        Directory directory = Directory.of(nats);
        goAway();
        comeBack();

        String token = api.register("pump-7");

        assertThat(directory.awaitTokens(api.tenant(), "pump-7", 1).tokenHashes())
                .containsExactly(DeviceToken.hash(token));
    }

    private void goAway() {
        nats.stop();
        away = true;
    }

    private void comeBack() {
        nats.start();
        away = false;
    }

    private long waiting() throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.prepareStatement("select count(*) from device_change where tenant = ?")) {
            statement.setString(1, api.tenant());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
