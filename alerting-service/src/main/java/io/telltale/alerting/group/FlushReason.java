package io.telltale.alerting.group;

import java.util.Locale;

/** Why a receiver is told of a group now, or why it is not. */
public enum FlushReason {
    /** Nothing of the group was known to fire. */
    FIRST_NOTIFICATION(true),
    /** Some alerts are new. */
    NEW_ALERTS_IN_GROUP(true),
    /** Some that are known became more severe. */
    SEVERITY_ROSE(true),
    /** Some ended. */
    NEW_RESOLVED_ALERTS(true),
    /** All ended. */
    ALL_ALERTS_RESOLVED(true),
    /** Nothing changed, for as long as the repeat interval. */
    REPEAT_INTERVAL_ELAPSED(true),
    /** Nothing changed. */
    NOTHING_NEW(false),
    /** Group wait or group interval are not over. */
    TOO_EARLY(false),
    /** The route is muted by its time intervals. */
    OUTSIDE_TIMES(false);

    private final boolean tells;

    FlushReason(boolean tells) {
        this.tells = tells;
    }

    /** Whether the receiver is told. */
    public boolean tells() {
        return tells;
    }

    /** Its name in the database and in metrics. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
