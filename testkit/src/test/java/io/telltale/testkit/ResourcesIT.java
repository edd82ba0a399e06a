package io.telltale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import io.telltale.testkit.Timescale.Database;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourcesIT {
    @Test
    void givesAServiceTheAddressOfAnEmptyJetStream() throws Exception {
        try (Connection before = NatsServer.shared().connect()) {
            before.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("OLD")
                            .subjects("old")
                            .build());
        }

        Map<String, String> configuration = new NatsResource().start();

        assertThat(configuration).containsOnlyKeys("TELLTALE_NATS_URL", "TELLTALE_NATS_SYS_URL", "telltale.nats.url");
        try (Connection connection = Nats.connect(configuration.get("TELLTALE_NATS_URL"))) {
            assertThat(connection.jetStreamManagement().getStreamNames()).isEmpty();
        }
    }

    @Test
    void givesAServiceADatabaseAsInTheLocalStack() throws Exception {
        TimescaleResource resource = new TimescaleResource();
        resource.init(Map.of("database", "registry"));

        Map<String, String> configuration = resource.start();

        assertThat(configuration).containsOnlyKeys("TELLTALE_DB_HOST", "TELLTALE_DB_PORT", "REGISTRY_DB_PASSWORD");
        Database database = new Database(
                configuration.get("TELLTALE_DB_HOST"),
                Integer.parseInt(configuration.get("TELLTALE_DB_PORT")),
                "registry",
                "registry",
                configuration.get("REGISTRY_DB_PASSWORD"));
        assertThat(database.connect().isValid(1)).isTrue();
    }

    @Test
    void asksWhichDatabase() {
        TimescaleResource resource = new TimescaleResource();
        resource.init(Map.of());

        assertThatThrownBy(resource::start).hasMessageStartingWith("say which database");
    }
}
