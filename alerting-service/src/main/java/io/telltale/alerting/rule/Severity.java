package io.telltale.alerting.rule;

import java.util.Locale;
import java.util.Optional;

/** How much an alert matters to whoever is called. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** The severity by its name on the wire, such as {@code warning}. */
    public static Optional<Severity> of(String wire) {
        for (Severity severity : values()) {
            if (severity.wire().equals(wire)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }

    /** Its name on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
