package io.telltale.alerting.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody is at an alert: nobody further up has to be called.
 *
 * @param by who took it on
 * @param at when
 * @param until when it ends by itself; empty when it lasts until the alert is resolved
 * @param comment what was said along with it
 */
public record Acknowledgement(String by, Instant at, Optional<Instant> until, Optional<String> comment) {

    /** Whether it still stands. */
    public boolean holds(Instant now) {
        return until.map(now::isBefore).orElse(true);
    }

    /** Whether it says what {@code other} says, whenever that was. */
    public boolean says(Acknowledgement other) {
        return by.equals(other.by) && until.equals(other.until) && comment.equals(other.comment);
    }
}
