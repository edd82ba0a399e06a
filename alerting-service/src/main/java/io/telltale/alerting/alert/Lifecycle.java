package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Limits;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an alert's life, as pure functions of the rule, the open alert and what was observed.
 *
 * <p>The caller sees to it that observations of a series come with rising times.
 */
public final class Lifecycle {

    private Lifecycle() {}

    /**
     * What a reading does.
     *
     * @param limits of the rule's condition
     * @param open the alert of this rule and series that is pending or firing, if any
     * @param value what is compared: that of the reading, or what a window came to
     */
    static Transition onReading(
            Rule rule,
            Condition.OfReadings condition,
            @Nullable Alert open,
            Observation reading,
            double value,
            Wording wording) {
        if (open == null) {
            int level = condition.limits().reached(value);
            return level == 0 ? Transition.NONE : begin(rule, condition, level, reading, value, wording);
        }
        return switch (open.state()) {
            case PENDING -> whilePending(rule, condition, open, reading, value, wording);
            case FIRING -> whileFiring(rule, condition, open, reading, value, wording);
            case RESOLVED -> throw new IllegalStateException("a resolved alert is not open: alert=" + open.id());
        };
    }

    private static Transition begin(
            Rule rule, Condition.OfReadings condition, int level, Observation reading, double value, Wording wording) {
        AlertState state = rule.hold().isZero() ? AlertState.FIRING : AlertState.PENDING;
        Severity severity = rule.severityAt(condition.limits(), level);
        String sentence = Summary.of(condition, level, reading, value);
        Alert alert = Alert.begin(rule, severity, reading, value, state, sentence, wording);
        return state == AlertState.FIRING ? new Transition.Fired(alert) : new Transition.Pended(alert);
    }

    private static Transition whilePending(
            Rule rule, Condition.OfReadings condition, Alert open, Observation reading, double value, Wording wording) {
        int level = condition.limits().reached(value);
        if (level == 0) {
            return new Transition.Withdrawn(open);
        }
        boolean longEnough = Duration.between(open.startedAt(), reading.time()).compareTo(rule.hold()) >= 0;
        return longEnough
                ? new Transition.Fired(firing(rule, condition, open, level, reading, value, wording))
                : Transition.NONE;
    }

    private static Transition whileFiring(
            Rule rule, Condition.OfReadings condition, Alert open, Observation reading, double value, Wording wording) {
        int before = levelOf(rule, condition.limits(), open.severity());
        int level = condition.limits().next(before, value);
        if (level == 0) {
            return whenCleared(rule, open, reading, value);
        }
        if (rule.severityAt(condition.limits(), level) != open.severity()) {
            Alert moved = firing(rule, condition, open, level, reading, value, wording);
            return moved.severity().compareTo(open.severity()) > 0
                    ? new Transition.Escalated(moved)
                    : new Transition.Eased(moved);
        }
        return open.clearedAt().isPresent()
                ? new Transition.Prolonged(open.lingering(Optional.empty(), reading.time()))
                : Transition.NONE;
    }

    /** The level that an alert of this severity is at, by the rule as it is now: the worst that is not above it, or the first. */
    private static int levelOf(Rule rule, Limits limits, Severity severity) {
        int level = limits.levels().size();
        while (level > 1 && rule.severityAt(limits, level).compareTo(severity) > 0) {
            level--;
        }
        return level;
    }

    private static Transition whenCleared(Rule rule, Alert open, Observation reading, double value) {
        Instant since = open.clearedAt().orElse(reading.time());
        if (Duration.between(since, reading.time()).compareTo(rule.keepFiring()) >= 0) {
            return new Transition.Resolved(open.resolved(reading.time(), value));
        }
        return open.clearedAt().isPresent()
                ? Transition.NONE
                : new Transition.Prolonged(open.lingering(Optional.of(since), reading.time()));
    }

    private static Alert firing(
            Rule rule,
            Condition.OfReadings condition,
            Alert open,
            int level,
            Observation reading,
            double value,
            Wording wording) {
        Severity severity = rule.severityAt(condition.limits(), level);
        return open.firing(rule, severity, reading, value, Summary.of(condition, level, reading, value), wording);
    }

    /**
     * What a finding of the detectors does.
     *
     * @param latest the newest alert of this rule and series, open or not
     * @param score of the finding
     * @param reason the detector's sentence of why
     */
    public static Transition onFinding(
            Rule rule,
            Condition.Anomaly condition,
            Optional<Alert> latest,
            Observation finding,
            double score,
            String reason,
            Wording wording) {
        if (score < condition.minScore()) {
            return Transition.NONE;
        }
        if (latest.isPresent() && !finding.time().isAfter(latest.get().lastAt())) {
            // A repeat, or one that is older than what this alert has already told.
            return Transition.NONE;
        }
        if (latest.isPresent() && latest.get().state() == AlertState.FIRING) {
            return new Transition.Prolonged(latest.get().seenAgain(finding));
        }
        String sentence = Summary.of(score, reason, finding);
        return new Transition.Fired(Alert.begin(rule, finding, AlertState.FIRING, sentence, wording));
    }

    /** The end of an anomaly alert that had no further finding for {@code quiet}. */
    public static Transition.Resolved afterQuiet(Alert firing, Duration quiet) {
        return new Transition.Resolved(firing.resolved(firing.lastAt().plus(quiet), firing.value()));
    }

    /**
     * The end of an open alert whose rule does not look at its series any more (deleted, disabled, or another selector).
     *
     * @param now when that came about; never before the alert's latest reading
     */
    public static Transition whenUnwatched(Alert open, Instant now) {
        Instant end = now.isAfter(open.lastAt()) ? now : open.lastAt();
        return open.state() == AlertState.PENDING
                ? new Transition.Withdrawn(open)
                : new Transition.Resolved(open.resolved(end, open.value()));
    }
}
