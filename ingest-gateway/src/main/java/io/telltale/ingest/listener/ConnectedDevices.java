package io.telltale.ingest.listener;

import io.telltale.events.DeviceEntry;
import io.telltale.ingest.admission.DeviceId;
import io.telltale.ingest.presence.PresenceReporter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which devices are connected here, so that one whose token is revoked is let go at once and its coming and going can be told.
 * A device is online while it has at least one connection. Any thread.
 */
final class ConnectedDevices {

    private final Map<DeviceId, Set<MqttConnection>> byDevice = new ConcurrentHashMap<>();
    private final PresenceReporter presence;

    ConnectedDevices(PresenceReporter presence) {
        this.presence = presence;
    }

    void came(DeviceId device, MqttConnection connection) {
        byDevice.compute(device, (id, connections) -> {
            Set<MqttConnection> now = connections == null ? ConcurrentHashMap.newKeySet(2) : connections;
            now.add(connection);
            if (now.size() == 1) {
                presence.changed(id, true, "connected");
            }
            return now;
        });
    }

    void went(DeviceId device, MqttConnection connection, Farewell cause) {
        byDevice.computeIfPresent(device, (id, connections) -> {
            connections.remove(connection);
            if (!connections.isEmpty()) {
                return connections;
            }
            presence.changed(id, false, cause.label());
            return gone();
        });
    }

    /** Lets a device go whose entry no longer allows it to be connected. */
    void recheck(DeviceEntry entry) {
        Optional.ofNullable(byDevice.get(new DeviceId(entry.tenant(), entry.device())))
                .ifPresent(connections -> connections.forEach(connection -> connection.recheck(entry)));
    }

    /** A mapping without a value is removed from the map. */
    @SuppressWarnings("NullAway")
    private static Set<MqttConnection> gone() {
        return null;
    }
}
