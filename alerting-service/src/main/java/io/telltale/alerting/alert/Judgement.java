package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Limits;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One rule asked about one reading.
 *
 * @param reading newer than all that decided anything before
 * @param value what is compared with the limits
 * @param told what the alert tells as its value
 */
record Judgement(
        Rule rule, Condition.OfReadings condition, Observation reading, double value, double told, Wording wording) {

    Transition begin(int level) {
        AlertState state = rule.hold().isZero() ? AlertState.FIRING : AlertState.PENDING;
        Alert alert = Alert.begin(rule, severity(level), reading, told, state, sentence(level), wording);
        return state == AlertState.FIRING ? new Transition.Fired(alert) : new Transition.Pended(alert);
    }

    Transition whilePending(Alert open) {
        int level = condition.limits().reached(value);
        if (level == 0) {
            return new Transition.Withdrawn(open);
        }
        boolean longEnough = Duration.between(open.startedAt(), reading.time()).compareTo(rule.hold()) >= 0;
        return longEnough ? new Transition.Fired(firing(open, level)) : Transition.NONE;
    }

    Transition whileFiring(Alert open) {
        int level = condition.limits().next(levelOf(open.severity()), value);
        if (level == 0) {
            return whenCleared(open);
        }
        int worse = severity(level).compareTo(open.severity());
        if (worse != 0) {
            Alert moved = firing(open, level);
            return worse > 0 ? new Transition.Escalated(moved) : new Transition.Eased(moved);
        }
        return open.clearedAt().isPresent()
                ? new Transition.Prolonged(open.lingering(Optional.empty(), reading.time()))
                : Transition.NONE;
    }

    private Transition whenCleared(Alert open) {
        Instant since = open.clearedAt().orElse(reading.time());
        if (Duration.between(since, reading.time()).compareTo(rule.keepFiring()) >= 0) {
            return new Transition.Resolved(open.resolved(reading.time(), told));
        }
        return open.clearedAt().isPresent()
                ? Transition.NONE
                : new Transition.Prolonged(open.lingering(Optional.of(since), reading.time()));
    }

    /** The level that an alert of this severity is at, by the rule as it is now: the worst that is not above it, or the first. */
    private int levelOf(Severity severity) {
        Limits limits = condition.limits();
        int level = limits.levels().size();
        while (level > 1 && severity(level).compareTo(severity) > 0) {
            level--;
        }
        return level;
    }

    private Alert firing(Alert open, int level) {
        return open.firing(rule, severity(level), reading, told, sentence(level), wording);
    }

    private Severity severity(int level) {
        return rule.severityAt(condition.limits(), level);
    }

    private String sentence(int level) {
        return Summary.of(condition, level, reading, value);
    }
}
