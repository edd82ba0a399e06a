package io.telltale.ingest.listener;

import io.telltale.ingest.TelemetryInbox;
import java.time.Instant;
import java.time.InstantSource;

/** What every connection of the listener shares. */
record Lobby(
        ListenerSettings settings,
        DeviceLogin login,
        TelemetryInbox inbox,
        Sessions sessions,
        ConnectedDevices connected,
        ListenerMeters meters,
        InstantSource clock) {

    long nowMicros() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
    }
}
