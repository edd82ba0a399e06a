package io.telltale.ingest.listener;

import io.telltale.events.DeviceEntry;
import io.telltale.ingest.admission.DeviceId;
import io.telltale.ingest.presence.PresenceReporter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which devices are connected here, so that one whose token is revoked is let go at once and its coming and going can be told.
 * A device is here while it has at least one connection; each such time is a session with an epoch of its own. Any thread.
 */
final class ConnectedDevices {

    private final Map<DeviceId, Stay> stays = new ConcurrentHashMap<>();
    private final AtomicLong epochs = new AtomicLong();
    private final PresenceReporter presence;

    ConnectedDevices(PresenceReporter presence) {
        this.presence = presence;
    }

    /** A device's session here. */
    private record Stay(long epoch, Set<MqttConnection> connections) {}

    void came(DeviceId device, MqttConnection connection) {
        stays.compute(device, (id, stay) -> {
            Stay now = stay == null ? begin(id) : stay;
            now.connections.add(connection);
            return now;
        });
    }

    /**
     * A connection is gone.
     *
     * @param will whether its client left a will
     */
    void went(DeviceId device, MqttConnection connection, Farewell cause, boolean will) {
        stays.computeIfPresent(device, (id, stay) -> {
            stay.connections.remove(connection);
            if (!stay.connections.isEmpty()) {
                return stay;
            }
            presence.ended(id, stay.epoch, cause.label(), will && cause != Farewell.DISCONNECTED);
            return gone();
        });
    }

    /** Lets a device go whose entry no longer allows it to be connected. */
    void recheck(DeviceEntry entry) {
        Optional.ofNullable(stays.get(new DeviceId(entry.tenant(), entry.device())))
                .ifPresent(stay -> stay.connections.forEach(connection -> connection.recheck(entry)));
    }

    private Stay begin(DeviceId device) {
        Stay stay = new Stay(epochs.incrementAndGet(), ConcurrentHashMap.newKeySet(2));
        presence.began(device, stay.epoch);
        return stay;
    }

    /** A mapping without a value is removed from the map. */
    @SuppressWarnings("NullAway")
    private static Stay gone() {
        return null;
    }
}
