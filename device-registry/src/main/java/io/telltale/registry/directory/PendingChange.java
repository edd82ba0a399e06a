package io.telltale.registry.directory;

import io.telltale.events.CloudEvent;
import io.telltale.events.DeviceChanged;
import java.time.Instant;

/**
 * A committed change that the bucket may not show yet.
 *
 * <p>It says which device changed and how, not what the device is now: whoever publishes it writes what the table says at
 * that moment, so changes may be published twice, together or late and the bucket never goes back in time.
 */
record PendingChange(long seq, DeviceKey key, String change, boolean enabled, Instant at) {

    /** The event for the stream {@code EVENTS}; a repeat carries the same id. */
    CloudEvent event() {
        return CloudEvent.of(
                "device-change-" + seq + '-' + at.toEpochMilli(),
                "/device-registry",
                DeviceChanged.TYPE,
                key.tenant() + '/' + key.device(),
                at,
                new DeviceChanged(key.tenant(), key.device(), change, enabled, at));
    }
}
