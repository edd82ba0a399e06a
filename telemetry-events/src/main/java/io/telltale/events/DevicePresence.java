package io.telltale.events;

import java.time.Instant;

/**
 * How a device is there has changed: what all its sessions and readings come to.
 *
 * @param state {@code online}, {@code offline} or {@code stale}
 * @param online whether the state is {@code online}
 * @param time when it was noticed
 * @param cause the cause of its last session's begin or end, {@code gateway-lost}, or {@code silent} and {@code heard}
 */
public record DevicePresence(String tenant, String device, String state, boolean online, Instant time, String cause) {

    /** The CloudEvents type. */
    public static final String TYPE = "io.telltale.presence.state";
}
