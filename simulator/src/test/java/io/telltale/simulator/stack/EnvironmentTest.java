package io.telltale.simulator.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @Test
    void withoutAnySettingTheLocalStackIsMeant() {
        Environment environment = new Environment(Map.of());

        assertThat(environment.mqtt()).isEqualTo(new InetSocketAddress("127.0.0.1", 1883));
        assertThat(environment.broker()).isEqualTo(new InetSocketAddress("127.0.0.1", 1884));
        assertThat(environment.api()).isEqualTo(URI.create("http://127.0.0.1:8080/api"));
    }

    @Test
    void settingsAreTaken() {
        Environment environment = new Environment(Map.of(
                "TELLTALE_MQTT_HOST", "localhost",
                "TELLTALE_MQTT_PORT", "2883",
                "TELLTALE_API_URL", "http://127.0.0.1:9/api/",
                "TELLTALE_OPERATOR_TOKEN", "t\n"));

        assertThat(environment.mqtt()).isEqualTo(new InetSocketAddress("localhost", 2883));
        assertThat(environment.api()).isEqualTo(URI.create("http://127.0.0.1:9/api"));
        assertThat(environment.operatorToken()).isEqualTo("t");
    }

    @Test
    void aMissingSecretIsNamedWithTheCommandThatMendsIt() {
        assertThatThrownBy(() -> new Environment(Map.of()).operatorToken())
                .isInstanceOf(CannotRunException.class)
                .hasMessage("TELLTALE_OPERATOR_TOKEN is not set: the registry asks for an operator's token; "
                        + "run: eval \"$(./telltale env)\"");
    }

    @Test
    void theDatabaseIsGivenInLibpqFormAndPrintedWithoutItsPassword() {
        StoreAddress store = StoreAddress.parse("postgresql://telemetry:p%40s+s@10.0.0.7:6543/readings");

        assertThat(store).isEqualTo(new StoreAddress("10.0.0.7", 6543, "readings", "telemetry", "p@s+s"));
        assertThat(store).hasToString("postgresql://telemetry@10.0.0.7:6543/readings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:postgresql://h/d", "postgresql://h/d", "postgresql://u:secret@h", "u:secret@h", "a b"})
    void anotherFormIsRefusedWithoutRepeatingTheSecret(String url) {
        assertThatThrownBy(() -> StoreAddress.parse(url))
                .hasMessage("TELLTALE_DB_URL is not of the form postgresql://user:password@host:port/database");
    }
}
