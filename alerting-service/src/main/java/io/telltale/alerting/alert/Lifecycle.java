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
     * @param limits of the rule's condition
     * @param open the alert of this rule and series that is pending or firing, if any
     * @param value what is compared: that of the reading, or what a window came to
     * @param told what the alert tells as its value
     */
    static Transition onReading(
            Rule rule,
            Condition.OfReadings condition,
            @Nullable Alert open,
            Observation reading,
            double value,
            double told,
            Wording wording) {
        Judgement now = new Judgement(rule, condition, reading, value, told, wording);
        if (open == null) {
            int level = condition.limits().reached(value);
            return level == 0 ? Transition.NONE : now.begin(level);
        }
        return switch (open.state()) {
            case PENDING -> now.whilePending(open);
            case FIRING -> now.whileFiring(open);
            case RESOLVED -> throw new IllegalStateException("a resolved alert is not open: alert=" + open.id());
        };
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
