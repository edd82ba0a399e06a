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
 * @param enabled a rule that is not enabled opens nothing, and its open alerts are resolved
 * @param labels handed on to the alert, over the device's own
 * @param annotations for people; {@code summary} replaces the alert's generated sentence
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
        boolean enabled,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /** Longest name, in characters. */
    public static final int MAX_NAME = 200;

    /** Longest {@code for}: beyond it a rule is surely a mistake of units. */
    public static final Duration MAX_HOLD = Duration.ofDays(30);

    public Rule {
        labels = Texts.bounded("labels", labels, Texts.MAX_LABEL);
        annotations = Texts.bounded("annotations", annotations, Texts.MAX_ANNOTATION);
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new InvalidRuleException("name", "must have 1 to " + MAX_NAME + " characters");
        }
        if (hold.isNegative() || hold.compareTo(MAX_HOLD) > 0) {
            throw new InvalidRuleException("for", "must be between PT0S and " + MAX_HOLD + ", but is " + hold);
        }
        if (condition instanceof Condition.Anomaly && !hold.isZero()) {
            throw new InvalidRuleException(
                    "for", "must be PT0S for an anomaly rule: a finding is already a whole episode, not one reading");
        }
    }

    /** The same rule, looking at nothing any more. */
    public Rule disabled() {
        return new Rule(id, tenant, revision, name, severity, selector, condition, hold, false, labels, annotations);
    }

    /** Whether it looks at this series now. */
    public boolean selects(String device, String metric, Map<String, String> deviceLabels) {
        return enabled && selector.matches(device, metric, deviceLabels);
    }
}
