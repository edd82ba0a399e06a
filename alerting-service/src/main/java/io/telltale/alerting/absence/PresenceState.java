package io.telltale.alerting.absence;

import io.telltale.alerting.store.PresenceStore.Connection;
import io.telltale.alerting.store.PresenceStore.Heard;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a device is there, or is not. */
public enum PresenceState {
    /** It is connected, or stands behind a gateway or a broker, and what it sends arrives. */
    ONLINE,
    /** It has connected and is not connected now; or it was never there at all. */
    OFFLINE,
    /** It is not known to be disconnected, but nothing was heard of it for too long. */
    STALE;

    /** The state by its name on the wire. */
    public static Optional<PresenceState> of(String wire) {
        return Arrays.stream(values())
                .filter(state -> state.wire().equals(wire))
                .findFirst();
    }

    /** Its name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a device's sessions and readings come to. That it is disconnected weighs more than that it is silent: it cannot help
     * being silent then.
     *
     * @param listened how long the lane of the device has been listened to, microseconds
     * @param allowed silence that is no sign of anything
     */
    static PresenceState of(Optional<Connection> connection, Optional<Heard> heard, long listened, Duration allowed) {
        if (connection.isPresent() && !connection.get().connected()) {
            return OFFLINE;
        }
        boolean there = connection.isPresent() || heard.flatMap(Heard::at).isPresent();
        if (!there) {
            return OFFLINE;
        }
        boolean silent = heard.isPresent()
                && listened - heard.get().listened()
                        >= allowed.plus(Slack.of(allowed)).toNanos() / 1_000;
        return silent ? STALE : ONLINE;
    }
}
