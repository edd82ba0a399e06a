package io.telltale.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale.Database;
import io.telltale.testkit.TimescaleResource;
import io.telltale.testkit.TokensResource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** That the testkit's resources work in a running service: its configuration, the fields of the test, an outage. */
@QuarkusTest
@WithTestResource(TokensResource.class)
@WithTestResource(value = NatsResource.class, initArgs = @ResourceArg(name = "own", value = "true"))
@WithTestResource(value = TimescaleResource.class, initArgs = @ResourceArg(name = "database", value = "telemetry"))
class RealServersOfAServiceIT {
    NatsServer nats;
    Database database;

    @Test
    void configuresTheServiceAndFillsTheFieldsOfTheTest() throws Exception {
        assertThat(configured("TELLTALE_NATS_URL")).isEqualTo(nats.url());
        assertThat(configured("TELLTALE_DB_PORT")).isEqualTo(Integer.toString(database.port()));
        assertThat(configured("TELEMETRY_DB_PASSWORD")).isEqualTo(database.password());
        assertThat(database.jdbcUrl()).endsWith("/telemetry");
        assertThat(database.connect().isValid(1)).isTrue();
    }

    @Test
    void letsTheTestStopItsOwnServer() throws Exception {
        nats.stop();
        nats.start();

        nats.connect().close();
    }

    private static String configured(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }
}
