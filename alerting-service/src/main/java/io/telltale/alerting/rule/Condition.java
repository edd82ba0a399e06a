package io.telltale.alerting.rule;

import java.util.OptionalDouble;

/** When a rule's alert begins and ends. */
public sealed interface Condition {

    /** The kind of rule it makes, on the wire and in the database. */
    String kind();

    /**
     * A reading beyond a limit.
     *
     * @param operator which side of the limit is bad
     * @param limit in the unit of the series
     * @param clear how far a value must come back before a firing alert ends (hysteresis); on the good side of
     *     {@code limit}; without it the alert ends with the first value that is not bad
     */
    record Threshold(Operator operator, double limit, OptionalDouble clear) implements Condition {

        public Threshold {
            requireFinite("value", limit);
            if (clear.isPresent()) {
                requireFinite("clear", clear.getAsDouble());
                if (operator.holds(clear.getAsDouble(), limit)) {
                    throw new InvalidRuleException(
                            "condition.clear",
                            "must be a good value, but " + clear.getAsDouble() + ' ' + operator.symbol() + ' ' + limit);
                }
            }
        }

        /** Whether {@code value} begins an alert, or keeps a pending one waiting. */
        public boolean breached(double value) {
            return operator.holds(value, limit);
        }

        /** Whether {@code value} ends a firing alert. */
        public boolean cleared(double value) {
            if (clear.isEmpty()) {
                return !breached(value);
            }
            return operator.upward() ? value <= clear.getAsDouble() : value >= clear.getAsDouble();
        }

        @Override
        public String kind() {
            return "threshold";
        }
    }

    /**
     * A finding of the anomaly detectors.
     *
     * @param minScore least score that counts, 0 to 1
     */
    record Anomaly(double minScore) implements Condition {

        public Anomaly {
            if (!(minScore >= 0 && minScore <= 1)) {
                throw new InvalidRuleException("condition.minScore", "must be between 0 and 1, but is " + minScore);
            }
        }

        @Override
        public String kind() {
            return "anomaly";
        }
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidRuleException("condition." + name, "must be a finite number, but is " + value);
        }
    }
}
