package io.telltale.alerting;

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

/** Rules of the stage's tenant on temperatures. */
public final class SampleRules {

    private SampleRules() {}

    /** Temperature above 30, at once. */
    public static Rule hot() {
        return above(30, OptionalDouble.empty(), Duration.ZERO);
    }

    public static Rule above(double limit, OptionalDouble clear, Duration hold) {
        return rule(new Condition.Threshold(Operator.ABOVE, limit, clear), hold);
    }

    public static Rule rule(Condition condition, Duration hold) {
        return new Rule(
                UUID.randomUUID(),
                Stage.TENANT,
                1,
                "Too hot",
                Severity.WARNING,
                new Selector(Glob.ANY, "temperature", Map.of()),
                condition,
                hold,
                true,
                Map.of("team", "cooling"),
                Map.of());
    }
}
