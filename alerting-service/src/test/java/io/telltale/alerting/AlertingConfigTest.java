package io.telltale.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.alerting.delivery.DeliverySettings;
import io.telltale.alerting.store.DeliveryStore.Breaker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertingConfigTest {

    @Test
    void hasADefaultForEveryKey() {
        AlertingConfig config = Stage.config(Map.of());
        assertThat(config.intake().instance()).isEmpty();
        assertThat(config.intake().maxReadings()).isEqualTo(10_000);
        assertThat(config.intake().prefetch()).isEqualTo(32);
        assertThat(config.intake().leaseTick()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.intake().checkpoint()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.intake().maxSeries()).isEqualTo(400_000);
        assertThat(config.intake().stalledAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.intake().anomalyQuiet()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.rules().reload()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.rules().maxPerTenant()).isEqualTo(10_000);
        AlertingConfig.Webhooks webhooks = config.webhooks();
        assertThat(webhooks.allow()).isEmpty();
        assertThat(webhooks.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(webhooks.timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(webhooks.lease()).isEqualTo(Duration.ofSeconds(5));
        assertThat(webhooks.perEndpoint()).isEqualTo(4);
        assertThat(webhooks.atOnce()).isEqualTo(200);
        assertThat(webhooks.retryDelays())
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10),
                        Duration.ofHours(14),
                        Duration.ofHours(20),
                        Duration.ofHours(24));
        assertThat(webhooks.jitter()).isEqualTo(0.2);
        assertThat(webhooks.poll()).isEqualTo(Duration.ofMillis(500));
        assertThat(webhooks.breakerFailures()).isEqualTo(5);
        assertThat(webhooks.breakerPause()).isEqualTo(Duration.ofSeconds(5));
        assertThat(webhooks.breakerLongest()).isEqualTo(Duration.ofMinutes(5));
        assertThat(webhooks.patience()).isEqualTo(Duration.ofDays(4));
        assertThat(webhooks.externalUrl()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(webhooks.maxPerTenant()).isEqualTo(100);
        assertThat(config.presence().tick()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.presence().gatewayGrace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.presence().settle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.presence().staleAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.presence().kept()).isEqualTo(Duration.ofDays(7));
        assertThat(config.backtest().history()).isEqualTo(URI.create("http://127.0.0.1:8083"));
        assertThat(config.backtest().atOnce()).isEqualTo(2);
        assertThat(config.backtest().timeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(config.backtest().maxRange()).isEqualTo(Duration.ofDays(31));
        assertThat(config.retention().alerts()).isEqualTo(Duration.ofDays(90));
        assertThat(config.retention().deliveries()).isEqualTo(Duration.ofDays(30));
        assertThat(config.retention().series()).isEqualTo(Duration.ofDays(30));
        assertThat(config.retention().interval()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void readsTheRangesThatWebhooksMayReach() {
        assertThat(Stage.config(Map.of("telltale.alerting.webhooks.allow", "127.0.0.0/8,::1/128"))
                        .webhooks()
                        .allow())
                .isEqualTo(Optional.of(List.of("127.0.0.0/8", "::1/128")));
        assertThat(Stage.config(Map.of("telltale.alerting.webhooks.allow", ""))
                        .webhooks()
                        .allow())
                .isEmpty();
    }

    @Test
    void aLeaseThatCouldEndBeforeItIsRenewedIsRefused() {
        Duration ten = Duration.ofSeconds(10);
        Breaker breaker = new Breaker(1, ten, ten, ten);
        assertThatThrownBy(() -> new DeliverySettings(
                        List.of(), ten, ten, Duration.ofSeconds(29), 1, 1, List.of(ten), 0, ten, breaker))
                .hasMessage(
                        "the lease of a claim (PT29S) must be at least three times the poll (PT10S), which renews it");
    }
}
