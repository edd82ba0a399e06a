package io.telltale.testkit;

/** The servers that {@code deploy/local/servers} can bring. The names are its arguments. */
enum ServerKind {
    NATS,
    TIMESCALE,
    MOSQUITTO,
    ALERTMANAGER;

    String word() {
        return switch (this) {
            case NATS -> "nats";
            case TIMESCALE -> "timescale";
            case MOSQUITTO -> "mosquitto";
            case ALERTMANAGER -> "alertmanager";
        };
    }
}
