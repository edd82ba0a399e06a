package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestConfigTest {

    private static IngestConfig config(Map<String, String> keys) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(keys, "test", 100))
                .withMapping(IngestConfig.class)
                .build()
                .getConfigMapping(IngestConfig.class);
    }

    @Test
    void hasADefaultForEverything() {
        IngestConfig config = config(Map.of());

        assertThat(config.frontDoor()).isEqualTo(IngestConfig.FrontDoor.LISTENER);
        assertThat(config.messages().maxBytes()).isEqualTo(256 * 1024);
        assertThat(config.messages().maxValues()).isEqualTo(1_000);
        assertThat(config.listener().host()).isEqualTo("127.0.0.1");
        assertThat(config.listener().port()).isEqualTo(1883);
        assertThat(config.listener().eventLoops()).isZero();
        assertThat(config.listener().maxConnections()).isEqualTo(50_000);
        assertThat(config.listener().receiveMaximum()).isEqualTo(1_024);
        assertThat(config.listener().windowMessages()).isEqualTo(16_384);
        assertThat(config.listener().windowBytes()).isEmpty();
        assertThat(config.listener().helloWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.listener().packetWithin()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.listener().restWhenFull()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.listener().maxSessions()).isEqualTo(10_000);
        assertThat(config.listener().sessionExpiry()).isEqualTo(Duration.ofHours(1));
        assertThat(config.broker().host()).isEqualTo("127.0.0.1");
        assertThat(config.broker().port()).isEqualTo(1884);
        assertThat(config.broker().username()).isEmpty();
        assertThat(config.broker().password()).isEmpty();
        assertThat(config.broker().clientId()).isEqualTo("telltale-ingest-0");
        assertThat(config.broker().shareGroup()).isEmpty();
        assertThat(config.broker().window()).isEqualTo(4_096);
        assertThat(config.broker().windowBytes()).isEqualTo(32L * 1024 * 1024);
        assertThat(config.cardinality().metricsPerDevice()).isEqualTo(200);
        assertThat(config.cardinality().seriesPerTenant()).isEqualTo(200_000);
        assertThat(config.cardinality().forgetAfter()).isEqualTo(Duration.ofDays(1));
        assertThat(config.relay().batchReadings()).isEqualTo(2_000);
        assertThat(config.relay().batchBytes()).isEqualTo(65_536);
        assertThat(config.relay().attemptTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.relay().longestPause()).isEqualTo(Duration.ofMillis(40));
        assertThat(config.relay().backOff()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.relay().longestBackOff()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.relay().stalledAfter()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void choosesTheDoorByItsName() {
        assertThat(config(Map.of("telltale.ingest.front-door", "broker")).frontDoor())
                .isEqualTo(IngestConfig.FrontDoor.BROKER);
        assertThatThrownBy(() -> config(Map.of("telltale.ingest.front-door", "window")))
                .hasMessageContaining("telltale.ingest.front-door");
    }

    @Test
    void refusesAKeyItDoesNotKnow() {
        assertThatThrownBy(() -> config(Map.of("telltale.ingest.listener.prot", "1")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("telltale.ingest.listener.prot");
    }
}
