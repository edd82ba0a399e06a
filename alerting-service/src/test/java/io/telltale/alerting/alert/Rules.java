package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Aggregation;
import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.Level;
import io.telltale.alerting.rule.Limits;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return form(rule, 0, rule.selector(), rule.condition(), rule.keepFiring(), Map.of("summary", summary));
    }

    /** Warning above 80, back below 75; critical above 95, back below 90. */
    static Rule warningAndCritical() {
        return of(new Condition.Threshold(new Limits(
                Operator.ABOVE,
                List.of(
                        new Level(Optional.of(Severity.WARNING), 80, OptionalDouble.of(75)),
                        new Level(Optional.of(Severity.CRITICAL), 95, OptionalDouble.of(90))))));
    }

    /** The same rule, kept firing for so long after its condition is over. */
    static Rule keptFor(Rule rule, Duration keep) {
        return form(rule, 0, rule.selector(), rule.condition(), keep, rule.annotations());
    }

    /** Another form of the rule. */
    static Rule changed(Rule rule, Condition condition) {
        return form(rule, 1, rule.selector(), condition, rule.keepFiring(), rule.annotations());
    }

    static Rule aggregate(Aggregation function, Duration window, Operator operator, double limit) {
        return of(new Condition.Aggregate(function, window, Limits.of(operator, limit, OptionalDouble.empty())));
    }

    /** So many units in a minute. */
    static Rule rate(Duration window, Operator operator, double limit) {
        return of(
                new Condition.Rate(Limits.of(operator, limit, OptionalDouble.empty()), Duration.ofMinutes(1), window));
    }

    /** Temperature above 30 and pressure above 5. */
    static Rule hotAndTight(Composite.Mode mode, Duration within) {
        return of(new Composite(
                mode,
                within,
                List.of(
                        new Composite.Part("temperature", threshold(30)),
                        new Composite.Part("pressure", threshold(5)))));
    }

    private static Condition.Threshold threshold(double limit) {
        return new Condition.Threshold(Operator.ABOVE, limit, OptionalDouble.empty());
    }

    static Rule of(Condition condition) {
        return held(condition, Duration.ZERO);
    }

    static Rule held(Condition condition, Duration hold) {
        Rule rule = rule(condition, hold, Map.of(), Map.of());
        return condition instanceof Composite ? anyMetric(rule) : rule;
    }

    private static Rule anyMetric(Rule rule) {
        Selector any = new Selector(rule.selector().device(), Glob.ANY, Optional.empty(), Map.of());
        return form(rule, 0, any, rule.condition(), rule.keepFiring(), rule.annotations());
    }

    /** The rule so many revisions later. */
    private static Rule form(
            Rule rule,
            int later,
            Selector selector,
            Condition condition,
            Duration keep,
            Map<String, String> annotations) {
        return new Rule(
                rule.id(),
                rule.tenant(),
                rule.revision() + later,
                rule.name(),
                rule.severity(),
                selector,
                condition,
                rule.hold(),
                keep,
                true,
                rule.labels(),
                annotations);
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
