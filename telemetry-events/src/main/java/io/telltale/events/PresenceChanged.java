package io.telltale.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device's session at one gateway began or ended. It says nothing of the device's sessions at other gateways: what a device
 * is, its reader concludes from all of them.
 *
 * <p>Epochs of one run only grow, and a session ends once. So of two events of one device and run the one with the higher
 * epoch is the newer, and of two with the same epoch the one that is not {@code online}: they may come in any order and any
 * number of times, and the end of an old session never ends a new one.
 *
 * @param online whether the session is open
 * @param time when, by the gateway's clock
 * @param cause why: {@code connected}, {@code disconnected}, {@code connection-lost}, {@code keep-alive-timeout}, …
 * @param run the run of the gateway that holds the session; null in events from before there were epochs
 * @param epoch which of the sessions of this run
 * @param lastWill whether it ended without a goodbye and the client had left a will for that case
 */
public record PresenceChanged(
        String tenant,
        String device,
        boolean online,
        Instant time,
        String cause,
        @Nullable String run,
        long epoch,
        boolean lastWill) {

    /** The CloudEvents type. */
    public static final String TYPE = "io.telltale.presence.changed";
}
