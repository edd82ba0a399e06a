package io.telltale.alerting.rule;

import java.util.Optional;

/** How a value is compared with a threshold. */
public enum Operator {
    ABOVE(">"),
    AT_LEAST(">="),
    BELOW("<"),
    AT_MOST("<=");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** The operator by its sign, such as {@code >=}. */
    public static Optional<Operator> of(String symbol) {
        for (Operator operator : values()) {
            if (operator.symbol.equals(symbol)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /** Its sign, on the wire and in the database. */
    public String symbol() {
        return symbol;
    }

    /** Whether high values are the bad ones. */
    public boolean upward() {
        return this == ABOVE || this == AT_LEAST;
    }

    /** Whether {@code value} stands to {@code threshold} as this operator says. */
    public boolean holds(double value, double threshold) {
        return switch (this) {
            case ABOVE -> value > threshold;
            case AT_LEAST -> value >= threshold;
            case BELOW -> value < threshold;
            case AT_MOST -> value <= threshold;
        };
    }
}
