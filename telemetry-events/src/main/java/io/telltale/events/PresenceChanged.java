package io.telltale.events;

import java.time.Instant;

/**
 * A device came or went.
 *
 * @param online whether it is connected now
 * @param cause why: {@code connected}, {@code disconnected}, {@code connection-lost}, {@code taken-over}
 */
public record PresenceChanged(String tenant, String device, boolean online, Instant time, String cause) {

    /** The CloudEvents type. */
    public static final String TYPE = "io.telltale.presence.changed";
}
