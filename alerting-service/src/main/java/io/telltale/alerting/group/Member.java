package io.telltale.alerting.group;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.mute.Mute;
import io.telltale.alerting.rule.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An alert of a group, as it stands when the group is looked at.
 *
 * @param dueAt not told before: the delay of an escalation step
 * @param told at which severity the receiver knows it as firing; empty when it does not
 * @param acknowledged whether somebody has taken it on; until when, if that ends
 * @param mute why it is not told now
 */
public record Member(
        Alert alert,
        Map<String, String> labels,
        Instant dueAt,
        Optional<Severity> told,
        Acknowledged acknowledged,
        Optional<Mute> mute) {

    /** Whether somebody has taken an alert on. */
    public record Acknowledged(boolean now, Optional<Instant> until) {

        /** Nobody has. */
        public static final Acknowledged NO = new Acknowledged(false, Optional.empty());
    }

    boolean fires() {
        return alert.state() == AlertState.FIRING;
    }

    boolean audible() {
        return mute.isEmpty();
    }

    /** Firing, and the receiver is to know of it as soon as it may. */
    boolean wanted() {
        return fires() && audible() && told.isEmpty() && !acknowledged.now;
    }

    /** Told at a lower severity than it has now; an acknowledgement was for that one. */
    boolean risen() {
        return fires()
                && audible()
                && told.filter(s -> s.compareTo(alert.severity()) < 0).isPresent();
    }

    /** Whether the receiver does not know how it stands. */
    public boolean news() {
        return told.isEmpty() || risen();
    }

    /** Over, and the receiver thinks it fires. */
    boolean ended() {
        return !fires() && told.isPresent();
    }

    /** Over before the receiver heard of it. */
    boolean missed() {
        return !fires() && told.isEmpty();
    }
}
