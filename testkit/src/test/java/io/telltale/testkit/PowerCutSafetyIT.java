package io.telltale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.telltale.testkit.Timescale.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The servers of the local stack, asked themselves, wait for the disk before they answer; and nobody has talked them out of it in a file
 * that deploys them.
 */
@ExtendWith(RealServers.class)
class PowerCutSafetyIT {

    private static final Path DEPLOY = ServersScript.path().getParent().getParent();

    /** {@code $SYS.REQ.SERVER.PING.VARZ} is what {@code /varz} tells over HTTP. */
    @Test
    void jetStreamSyncsEveryMessageBeforeItAcknowledges(NatsServer server) throws Exception {
        try (Connection system = Nats.connect(server.sysUrl())) {
            byte[] answer = system.request("$SYS.REQ.SERVER.PING.VARZ", new byte[0], Duration.ofSeconds(10))
                    .getData();
            JsonNode jetStream = new ObjectMapper().readTree(answer).at("/data/jetstream/config");

            assertThat(jetStream.path("sync_always").asBoolean())
                    .as(jetStream.toString())
                    .isTrue();
        }
    }

    /** Asked as the services' role is: a setting of a role or of a database would show. */
    @ParameterizedTest
    @CsvSource({"fsync, on", "synchronous_commit, on", "full_page_writes, on", "data_sync_retry, off"})
    void postgresCommitsToTheDisk(String setting, String value, Database database) throws Exception {
        assertThat(show(database, setting)).isEqualTo(value);
    }

    @Test
    void postgresSyncsWithACallThatReachesTheDisk(Database database) throws Exception {
        assertThat(show(database, "wal_sync_method")).isIn("fdatasync", "fsync", "open_datasync", "open_sync");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nats/nats.conf", "local/lib/nats.sh"})
    void everyConfigurationOfNatsSyncsAlways(String file) throws IOException {
        assertThat(settings(file, "sync_interval")).containsOnly("sync_interval: always");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "data_sync_retry"})
    void noDeploymentTurnsASafeguardOfPostgresOff(String setting) throws IOException {
        assertThat(settings("compose/compose.yaml", setting)).isEmpty();
        assertThat(settings("compose/initdb/10-databases.sh", setting)).isEmpty();
        assertThat(settings("local/lib/timescale.sh", setting)).isSubsetOf(setting + " = on");
    }

    private static List<String> settings(String file, String setting) throws IOException {
        return Files.readAllLines(DEPLOY.resolve(file)).stream()
                .map(String::strip)
                .filter(line -> !line.startsWith("#") && line.contains(setting))
                .toList();
    }

    private static String show(Database database, String setting) throws SQLException {
        try (java.sql.Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
