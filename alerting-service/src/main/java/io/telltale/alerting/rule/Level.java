package io.telltale.alerting.rule;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One limit and how bad it is to be beyond it.
 *
 * @param severity of an alert that is beyond this limit and no further one; none stands for the rule's own
 * @param limit in the unit of what is compared
 * @param clear how far a value must come back before an alert leaves this level (hysteresis), on the good side of {@code
 *     limit}; without it the first value that is not beyond the limit does
 */
public record Level(Optional<Severity> severity, double limit, OptionalDouble clear) {

    /** Whether {@code value} is beyond the limit. */
    boolean reached(Operator operator, double value) {
        return operator.holds(value, limit);
    }

    /** Whether {@code value} has come back far enough to leave this level. */
    boolean left(Operator operator, double value) {
        if (clear.isEmpty()) {
            return !reached(operator, value);
        }
        return operator.upward() ? value <= clear.getAsDouble() : value >= clear.getAsDouble();
    }
}
