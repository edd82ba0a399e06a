package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.telltale.events.DeviceToken;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RegistryTest
class CredentialsIT {

    Database database;
    NatsServer nats;
    private Api api;

    @BeforeEach
    void inATenantOfItsOwn() {
        api = Api.ofFreshTenant();
    }

    @Test
    void aTokenIsShownOnceAndItsHashAloneIsKept() throws SQLException {
        String first = api.register("pump-7");
        JsonPath issued = api.post("/api/devices/pump-7/credentials")
                .statusCode(201)
                .extract()
                .jsonPath();
        String second = issued.getString("token");

        assertThat(hashes("pump-7")).containsExactly(DeviceToken.hash(first), DeviceToken.hash(second));
        JsonPath listed = api.get("/api/devices/pump-7/credentials").extract().jsonPath();
        assertThat(listed.<Set<String>>getList("items.collect{it.keySet()}"))
                .allMatch(Set.of("id", "createdAt")::equals);
        assertThat(listed.getString("items[1].id")).isEqualTo(issued.getString("id"));
        assertThat(listed.getString("items[1].createdAt")).isEqualTo(issued.getString("createdAt"));
    }

    @Test
    void noTokenAndNoHashIsEverReadAgainNorLogged() throws IOException {
        List<String> secrets = new ArrayList<>();
        secrets.add(api.register("pump-7"));
        secrets.add(api.post("/api/devices/pump-7/credentials").extract().path("token"));
        secrets.add(api.post("/api/provisioning", "{'devices':[{'name':'pump-7'}]}")
                .statusCode(200)
                .extract()
                .path("devices[0].token"));
        secrets.addAll(secrets.stream().map(DeviceToken::hash).toList());
        Directory.of(nats).awaitTokens(api.tenant(), "pump-7", 3);

        String readable = api.get("/api/devices").extract().asString()
                + api.get("/api/devices/pump-7").extract().asString()
                + api.get("/api/devices/pump-7/credentials").extract().asString()
                + api.put("/api/devices/pump-7", "{'enabled':true}").extract().asString()
                + api.get("/q/health").extract().asString()
                + api.get("/q/metrics").extract().asString();
        String log = Files.readString(Path.of(FrequentComparison.LOG_FILE));

        assertThat(log).contains("directory keeper state=leading");
        assertThat(secrets).hasSize(6).noneMatch(readable::contains).noneMatch(log::contains);
        assertThat(log).doesNotContain(password(nats.url())).doesNotContain(database.password());
    }

    @Test
    void aDeviceHasAtMostFiveTokensAndTheOldestGoesFirst() throws SQLException {
        List<String> tokens = new ArrayList<>(List.of(api.register("pump-7")));
        for (int i = 0; i < 6; i++) {
            tokens.add(api.post("/api/devices/pump-7/credentials").extract().path("token"));
        }

        assertThat(hashes("pump-7"))
                .isEqualTo(tokens.subList(2, 7).stream().map(DeviceToken::hash).toList());
    }

    @Test
    void aRevokedTokenIsGoneFromTheDirectory() {
        String token = api.register("pump-7");
        String id = api.get("/api/devices/pump-7/credentials").extract().path("items[0].id");
        Directory directory = Directory.of(nats);
        directory.awaitTokens(api.tenant(), "pump-7", 1);

        api.delete("/api/devices/pump-7/credentials/" + id).statusCode(204);

        assertThat(directory.awaitTokens(api.tenant(), "pump-7", 0).tokenHashes())
                .doesNotContain(DeviceToken.hash(token));
        api.delete("/api/devices/pump-7/credentials/" + id)
                .statusCode(404)
                .body("detail", equalTo("device 'pump-7' has no credential " + id));
    }

    @Test
    void aTokenIsRevokedOnlyThroughItsOwnDevice() {
        api.register("pump-7");
        api.register("pump-8");
        String id = api.get("/api/devices/pump-7/credentials").extract().path("items[0].id");

        api.delete("/api/devices/pump-8/credentials/" + id).statusCode(404);

        assertThat(api.get("/api/devices/pump-7/credentials").extract().<String>path("items[0].id"))
                .isEqualTo(id);
    }

    private List<String> hashes(String device) throws SQLException {
        String sql = "select hash from credential where tenant = ? and device = ? order by created_at";
        try (Connection connection = database.connect();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, api.tenant());
            statement.setString(2, device);
            List<String> hashes = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    hashes.add(row.getString(1));
                }
            }
            return hashes;
        }
    }

    private static String password(String url) {
        return url.substring(url.indexOf(':', "nats://".length()) + 1, url.indexOf('@'));
    }
}
