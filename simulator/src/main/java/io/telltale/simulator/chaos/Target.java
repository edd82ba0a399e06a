package io.telltale.simulator.chaos;

/** What a fault happens to: a process of the platform, by its name here and the one it has for {@code ./telltale process}. */
enum Target {
    GATEWAY("gateway", "ingest-gateway"),
    BROKER_GATEWAY("broker-gateway", "broker-gateway"),
    ANOMALY_SERVICE("anomaly-service", "anomaly-service"),
    ALERTING_SERVICE("alerting-service", "alerting-service"),
    DEVICE_REGISTRY("device-registry", "device-registry"),
    NATS_SERVER("nats-server", "nats"),
    POSTGRESQL("postgresql", "timescale"),
    BROKER("broker", "mosquitto");

    private final String label;
    private final String process;

    Target(String label, String process) {
        this.label = label;
        this.process = process;
    }

    /** As the user writes and reads it. */
    String label() {
        return label;
    }

    /** As {@code ./telltale process} wants it. */
    String process() {
        return process;
    }
}
