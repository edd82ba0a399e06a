package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;

/** Rules for tests, of tenant {@code acme} on temperatures. */
final class Rules {

    private Rules() {}

    static Rule above30() {
        return above(30, OptionalDouble.empty(), Duration.ZERO, Map.of());
    }

    static Rule above30ClearAt28() {
        return above(30, OptionalDouble.of(28), Duration.ZERO, Map.of());
    }

    static Rule above30For(Duration hold) {
        return above(30, OptionalDouble.empty(), hold, Map.of());
    }

    static Rule above30Of(Map<String, String> deviceLabels) {
        return above(30, OptionalDouble.empty(), Duration.ZERO, deviceLabels);
    }

    static Rule anomaly(double minScore) {
        return rule(new Condition.Anomaly(minScore), Duration.ZERO, Map.of(), Map.of());
    }

    static Rule withSummary(Rule rule, String summary) {
        return new Rule(
                rule.id(),
                rule.tenant(),
                rule.revision(),
                rule.name(),
                rule.severity(),
                rule.selector(),
                rule.condition(),
                rule.hold(),
                true,
                rule.labels(),
                Map.of("summary", summary));
    }

    private static Rule above(double limit, OptionalDouble clear, Duration hold, Map<String, String> deviceLabels) {
        return rule(new Condition.Threshold(Operator.ABOVE, limit, clear), hold, deviceLabels, Map.of());
    }

    private static Rule rule(
            Condition condition, Duration hold, Map<String, String> deviceLabels, Map<String, String> annotations) {
        return new Rule(
                UUID.randomUUID(),
                "acme",
                1,
                "Too hot",
                Severity.CRITICAL,
                new Selector(new Glob("pump-*"), "temperature", deviceLabels),
                condition,
                hold,
                true,
                Map.of("team", "cooling"),
                annotations);
    }
}
