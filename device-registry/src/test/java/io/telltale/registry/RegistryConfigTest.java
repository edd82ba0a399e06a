package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {

    @Test
    void hasTheDocumentedDefaults() {
        RegistryConfig config = read(Map.of());

        assertThat(config.tokens().maxPerDevice()).isEqualTo(5);
        assertThat(config.directory().poll()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.directory().batch()).isEqualTo(500);
        assertThat(config.directory().reconcileEvery()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.directory().reconcilePage()).isEqualTo(500);
        assertThat(config.directory().natsTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void readsEveryKey() {
        RegistryConfig config = read(Map.of(
                "telltale.registry.tokens.max-per-device", "2",
                "telltale.registry.directory.poll", "PT1S",
                "telltale.registry.directory.batch", "10",
                "telltale.registry.directory.reconcile-every", "PT1H",
                "telltale.registry.directory.reconcile-page", "20",
                "telltale.registry.directory.nats-timeout", "PT2S"));

        assertThat(config.tokens().maxPerDevice()).isEqualTo(2);
        assertThat(config.directory().poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.directory().batch()).isEqualTo(10);
        assertThat(config.directory().reconcileEvery()).isEqualTo(Duration.ofHours(1));
        assertThat(config.directory().reconcilePage()).isEqualTo(20);
        assertThat(config.directory().natsTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void refusesAKeyThatDoesNotExist() {
        assertThatThrownBy(() -> read(Map.of("telltale.registry.directory.bach", "10")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("telltale.registry.directory.bach");
    }

    private static RegistryConfig read(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(RegistryConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(RegistryConfig.class);
    }
}
