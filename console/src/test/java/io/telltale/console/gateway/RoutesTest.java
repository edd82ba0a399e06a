package io.telltale.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/api/devices, DEVICE_REGISTRY",
        "/api/devices/pump-7, DEVICE_REGISTRY",
        "/api/devices/pump-7/credentials, DEVICE_REGISTRY",
        "/api/devices/pump-7/credentials/3, DEVICE_REGISTRY",
        "/api/devices/pump-7/latest, ANOMALY_SERVICE",
        "/api/devices/latest, DEVICE_REGISTRY",
        "/api/devices/pump-7/latest/x, DEVICE_REGISTRY",
        "/api/tenants/default, DEVICE_REGISTRY",
        "/api/profiles, DEVICE_REGISTRY",
        "/api/provisioning, DEVICE_REGISTRY",
        "/api/series/pump-7/temperature, ANOMALY_SERVICE",
        "/api/anomalies, ANOMALY_SERVICE",
        "/api/rules/backtest, ALERTING_SERVICE",
        "/api/alerts/17/acknowledge, ALERTING_SERVICE",
        "/api/silences, ALERTING_SERVICE",
        "/api/routing, ALERTING_SERVICE",
        "/api/webhooks/4/deliveries, ALERTING_SERVICE",
        "/api/presence/pump-7, ALERTING_SERVICE",
        "/api/dead-letters/9/replay, INGEST_GATEWAY",
    })
    void everyPathOfTheApiHasItsOwner(String path, Service owner) {
        assertThat(Routes.owner(path)).isEqualTo(Optional.of(owner));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/devicesx", "/api/nothing", "/q/metrics", "/", "/apidevices"})
    void nobodyOwnsTheRest(String path) {
        assertThat(Routes.owner(path)).isEmpty();
    }

    @Test
    void aDeviceMayBeCalledLatest() {
        assertThat(Routes.owner("/api/devices/latest/latest")).isEqualTo(Optional.of(Service.ANOMALY_SERVICE));
    }
}
