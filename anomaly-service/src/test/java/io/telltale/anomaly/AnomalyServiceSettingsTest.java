package io.telltale.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnomalyServiceSettingsTest {

    @Test
    void hasDefaultsForEveryKey() {
        AnomalyServiceSettings settings = read(Map.of());

        assertThat(settings.instance()).isEmpty();
        assertThat(settings.intake().maxReadings()).isEqualTo(10_000);
        assertThat(settings.intake().prefetch()).isEqualTo(32);
        assertThat(settings.intake().tick()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.series().perDevice()).isEqualTo(200);
        assertThat(settings.series().perTenant()).isEqualTo(100_000);
        assertThat(settings.series().perShard()).isEqualTo(200_000);
        assertThat(settings.times().past()).isEqualTo(Duration.ofDays(3650));
        assertThat(settings.times().ahead()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.detection().reportScore()).isEqualTo(0.5);
        assertThat(settings.detection().snapshotEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.detection().feedbackPoll()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.peers().window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.peers().settle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.peers().label()).isEqualTo("site");
        assertThat(settings.peers().mostSeries()).isEqualTo(50_000);
        assertThat(settings.live().poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.trimming().services()).containsExactly("anomaly-service", "alerting-service");
        assertThat(settings.trimming().horizon()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.trimming().every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.health().stalledAfter()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void takesEveryKey() {
        AnomalyServiceSettings settings = read(Map.ofEntries(
                Map.entry("telltale.anomaly.instance", "a-1"),
                Map.entry("telltale.anomaly.intake.max-readings", "1"),
                Map.entry("telltale.anomaly.intake.prefetch", "2"),
                Map.entry("telltale.anomaly.intake.tick", "PT3S"),
                Map.entry("telltale.anomaly.series.per-device", "4"),
                Map.entry("telltale.anomaly.series.per-tenant", "5"),
                Map.entry("telltale.anomaly.series.per-shard", "6"),
                Map.entry("telltale.anomaly.times.past", "P7D"),
                Map.entry("telltale.anomaly.times.ahead", "P8D"),
                Map.entry("telltale.anomaly.detection.report-score", "0.9"),
                Map.entry("telltale.anomaly.detection.snapshot-every", "PT10S"),
                Map.entry("telltale.anomaly.detection.feedback-poll", "PT15S"),
                Map.entry("telltale.anomaly.peers.window", "PT15S"),
                Map.entry("telltale.anomaly.peers.settle", "PT16S"),
                Map.entry("telltale.anomaly.peers.label", "hall"),
                Map.entry("telltale.anomaly.peers.most-series", "17"),
                Map.entry("telltale.anomaly.live.poll", "PT11S"),
                Map.entry("telltale.anomaly.trimming.services", "anomaly-service"),
                Map.entry("telltale.anomaly.trimming.horizon", "PT13S"),
                Map.entry("telltale.anomaly.trimming.every", "PT14S"),
                Map.entry("telltale.anomaly.health.stalled-after", "PT12S")));

        assertThat(settings.instance()).hasValue("a-1");
        assertThat(settings.intake().maxReadings()).isEqualTo(1);
        assertThat(settings.intake().prefetch()).isEqualTo(2);
        assertThat(settings.intake().tick()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.series().perDevice()).isEqualTo(4);
        assertThat(settings.series().perTenant()).isEqualTo(5);
        assertThat(settings.series().perShard()).isEqualTo(6);
        assertThat(settings.times().past()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.times().ahead()).isEqualTo(Duration.ofDays(8));
        assertThat(settings.detection().reportScore()).isEqualTo(0.9);
        assertThat(settings.detection().snapshotEvery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.detection().feedbackPoll()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.peers().window()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.peers().settle()).isEqualTo(Duration.ofSeconds(16));
        assertThat(settings.peers().label()).isEqualTo("hall");
        assertThat(settings.peers().mostSeries()).isEqualTo(17);
        assertThat(settings.live().poll()).isEqualTo(Duration.ofSeconds(11));
        assertThat(settings.trimming().services()).containsExactly("anomaly-service");
        assertThat(settings.trimming().horizon()).isEqualTo(Duration.ofSeconds(13));
        assertThat(settings.trimming().every()).isEqualTo(Duration.ofSeconds(14));
        assertThat(settings.health().stalledAfter()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void refusesUnknownKeys() {
        assertThatThrownBy(() -> read(Map.of("telltale.anomaly.intake.max-reading", "1")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("telltale.anomaly.intake.max-reading");
    }

    private static AnomalyServiceSettings read(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(AnomalyServiceSettings.class)
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(AnomalyServiceSettings.class);
    }
}
