package io.telltale.alerting.rule;

import java.util.Locale;
import java.util.Optional;

/** What the readings of a window are made into. */
public enum Aggregation {
    AVG("average"),
    MIN("minimum"),
    MAX("maximum"),
    /** The 95th percentile by nearest rank: a twentieth of the readings is higher. */
    P95("95th percentile"),
    COUNT("number of readings"),
    /** The standard deviation of the readings themselves (of the population, not estimated from a sample). */
    STDDEV("standard deviation"),
    SUM("sum");

    private final String words;

    Aggregation(String words) {
        this.words = words;
    }

    /** The aggregation by its name on the wire, such as {@code p95}. */
    public static Optional<Aggregation> of(String wire) {
        for (Aggregation aggregation : values()) {
            if (aggregation.wire().equals(wire)) {
                return Optional.of(aggregation);
            }
        }
        return Optional.empty();
    }

    /** Its name on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name for people, such as {@code 95th percentile}. */
    public String words() {
        return words;
    }

    /**
     * Whether a window that has not been followed for its whole length can already be beyond a limit: what is still to come
     * cannot bring the maximum down, nor the minimum up, nor take readings away.
     */
    public boolean tellsEarly(Operator operator) {
        return switch (this) {
            case MAX, COUNT -> operator.upward();
            case MIN -> !operator.upward();
            case AVG, P95, STDDEV, SUM -> false;
        };
    }
}
