package io.telltale.alerting.alert;

import java.util.Locale;
import java.util.Optional;

/** Where an alert is in its life. It only ever moves downwards in this list. */
public enum AlertState {
    /** The condition holds, but not yet for as long as the rule asks. Nobody is told. */
    PENDING,
    /** It holds; the endpoints were told. */
    FIRING,
    /** It ended; the endpoints were told. */
    RESOLVED;

    /** The state by its name on the wire, such as {@code firing}. */
    public static Optional<AlertState> of(String wire) {
        for (AlertState state : values()) {
            if (state.wire().equals(wire)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** Its name on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
