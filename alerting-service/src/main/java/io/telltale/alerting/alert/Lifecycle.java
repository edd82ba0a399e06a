package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Rule;
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
     * @param open the alert of this rule and series that is pending or firing, if any
     */
    static Transition onReading(Rule rule, Condition.Threshold condition, @Nullable Alert open, Observation reading) {
        if (open == null) {
            return condition.breached(reading.value()) ? begin(rule, condition, reading) : Transition.NONE;
        }
        return switch (open.state()) {
            case PENDING -> whilePending(rule, condition, open, reading);
            case FIRING ->
                condition.cleared(reading.value())
                        ? new Transition.Resolved(open.resolved(reading.time(), reading.value()))
                        : Transition.NONE;
            case RESOLVED -> throw new IllegalStateException("a resolved alert is not open: alert=" + open.id());
        };
    }

    private static Transition begin(Rule rule, Condition.Threshold condition, Observation reading) {
        String summary = Summary.of(condition, reading);
        return rule.hold().isZero()
                ? new Transition.Fired(Alert.begin(rule, reading, AlertState.FIRING, summary))
                : new Transition.Pended(Alert.begin(rule, reading, AlertState.PENDING, summary));
    }

    private static Transition whilePending(Rule rule, Condition.Threshold condition, Alert open, Observation reading) {
        if (!condition.breached(reading.value())) {
            return new Transition.Withdrawn(open);
        }
        boolean longEnough = Duration.between(open.startedAt(), reading.time()).compareTo(rule.hold()) >= 0;
        return longEnough
                ? new Transition.Fired(open.fired(rule, reading, Summary.of(condition, reading)))
                : Transition.NONE;
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
            String reason) {
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
        return new Transition.Fired(Alert.begin(rule, finding, AlertState.FIRING, Summary.of(score, reason, finding)));
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
