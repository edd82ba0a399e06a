package io.telltale.events;

import java.time.Instant;

/**
 * A device was registered, changed or removed; says nothing of its credentials.
 *
 * @param change {@code created}, {@code updated} or {@code deleted}
 */
public record DeviceChanged(String tenant, String device, String change, boolean enabled, Instant time) {

    /** The CloudEvents type. */
    public static final String TYPE = "io.telltale.device.changed";
}
