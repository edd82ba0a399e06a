package io.telltale.alerting.rule;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * What an operator asked to be told about. Immutable; every change of it is a new {@code revision}.
 *
 * @param id made at creation
 * @param tenant whose rule it is; it sees this tenant's devices only
 * @param revision counts the changes, from 1; tells a replica that it judged by an old form
 * @param name for people, shown in alerts
 * @param severity handed on to the alert
 * @param selector which series it looks at
 * @param condition when its alert begins and ends
 * @param hold how long the condition must last, by the times of the readings, before a pending alert fires; zero
 *     fires at once
 * @param keepFiring how long the condition must be over, by the times of the readings, before a firing alert ends; zero
 *     ends at once
 * @param enabled a rule that is not enabled opens nothing, and its open alerts are resolved
 * @param labels handed on to the alert, over the device's own; templates
 * @param annotations for people; {@code summary} replaces the alert's generated sentence; templates
 */
public record Rule(
        UUID id,
        String tenant,
        long revision,
        String name,
        Severity severity,
        Selector selector,
        Condition condition,
        Duration hold,
        Duration keepFiring,
        boolean enabled,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /** Longest name, in characters. */
    public static final int MAX_NAME = 200;

    /** Longest label, in characters; as written and as it reads in an alert. */
    public static final int MAX_LABEL = Texts.MAX_LABEL;

    /** Longest annotation, in characters; as written and as it reads in an alert. */
    public static final int MAX_ANNOTATION = Texts.MAX_ANNOTATION;

    /** Longest {@code for}: beyond it a rule is surely a mistake of units. */
    public static final Duration MAX_HOLD = Duration.ofDays(30);

    public Rule {
        labels = Texts.bounded("labels", labels, Texts.MAX_LABEL);
        annotations = Texts.bounded("annotations", annotations, Texts.MAX_ANNOTATION);
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new InvalidRuleException("name", "must have 1 to " + MAX_NAME + " characters");
        }
        requireHold("for", hold);
        requireHold("keepFiringFor", keepFiring);
        if (condition instanceof Condition.Anomaly) {
            if (!hold.isZero()) {
                throw new InvalidRuleException(
                        "for",
                        "must be PT0S for an anomaly rule: a finding is already a whole episode, not one reading");
            }
            if (!keepFiring.isZero()) {
                throw new InvalidRuleException(
                        "keepFiringFor", "must be PT0S for an anomaly rule: its alerts end by silence");
            }
        }
        if (condition instanceof Condition.OfReadings ofReadings) {
            requireRising(severity, ofReadings.limits());
        }
    }

    /** A rule whose alerts end at once. */
    public Rule(
            UUID id,
            String tenant,
            long revision,
            String name,
            Severity severity,
            Selector selector,
            Condition condition,
            Duration hold,
            boolean enabled,
            Map<String, String> labels,
            Map<String, String> annotations) {
        this(
                id,
                tenant,
                revision,
                name,
                severity,
                selector,
                condition,
                hold,
                Duration.ZERO,
                enabled,
                labels,
                annotations);
    }

    private static void requireHold(String field, Duration hold) {
        if (hold.isNegative() || hold.compareTo(MAX_HOLD) > 0) {
            throw new InvalidRuleException(field, "must be between PT0S and " + MAX_HOLD + ", but is " + hold);
        }
    }

    private static void requireRising(Severity own, Limits limits) {
        Severity before = limits.level(1).severity().orElse(own);
        for (int level = 2; level <= limits.levels().size(); level++) {
            Severity severity = limits.level(level).severity().orElse(own);
            if (severity.compareTo(before) <= 0) {
                throw new InvalidRuleException(
                        "condition.levels",
                        "must rise in severity, but " + severity.wire() + " follows " + before.wire());
            }
            before = severity;
        }
    }

    /** How bad it is to be at a level of {@code limits}, counted from 1. */
    public Severity severityAt(Limits limits, int level) {
        return limits.level(level).severity().orElse(severity);
    }

    /** The same rule, looking at nothing any more. */
    public Rule disabled() {
        return enabled(false);
    }

    /** The same rule, looking at what its selector says. */
    public Rule inForce() {
        return enabled(true);
    }

    private Rule enabled(boolean whether) {
        return new Rule(
                id,
                tenant,
                revision,
                name,
                severity,
                selector,
                condition,
                hold,
                keepFiring,
                whether,
                labels,
                annotations);
    }

    /** Whether it has alerts of this series now; those of a composite are filed under the metric of its first part. */
    public boolean selects(String device, String metric, DeviceTraits traits) {
        if (condition instanceof Composite composite && !composite.home().equals(metric)) {
            return false;
        }
        return enabled && selector.matches(device, metric, traits);
    }
}
