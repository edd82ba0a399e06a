package io.telltale.console.gateway;

import io.telltale.console.ConsoleConfig.Upstreams;
import java.net.URI;

/** The services behind the gateway, by the names under which operators know them. */
enum Service {
    DEVICE_REGISTRY("device-registry"),
    ANOMALY_SERVICE("anomaly-service"),
    ALERTING_SERVICE("alerting-service"),
    INGEST_GATEWAY("ingest-gateway");

    private final String label;

    Service(String label) {
        this.label = label;
    }

    /** The name in messages, metrics and logs. */
    String label() {
        return label;
    }

    URI address(Upstreams upstreams) {
        return switch (this) {
            case DEVICE_REGISTRY -> upstreams.deviceRegistry();
            case ANOMALY_SERVICE -> upstreams.anomalyService();
            case ALERTING_SERVICE -> upstreams.alertingService();
            case INGEST_GATEWAY -> upstreams.ingestGateway();
        };
    }
}
