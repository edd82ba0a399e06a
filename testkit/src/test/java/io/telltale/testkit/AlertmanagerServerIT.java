package io.telltale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class AlertmanagerServerIT {
    @Test
    void tellsItsAlerts(AlertmanagerServer server) {
        assertThat(server.alerts().isArray()).isTrue();
        assertThatThrownBy(server::kill).hasMessageContaining("shared by all tests");
    }

    @Test
    void comesBackAfterAnOutage(@Own AlertmanagerServer server) {
        server.kill();
        server.start();
        assertThat(server.alerts()).isEmpty();
    }
}
