package io.telltale.alerting.rule;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** When a rule's alert begins and ends. Pure and immutable. */
public sealed interface Condition {

    /** Shortest window. */
    Duration MIN_WINDOW = Duration.ofSeconds(1);

    /** Longest window. What a window keeps does not grow with its length. */
    Duration MAX_WINDOW = Duration.ofDays(7);

    /** The kind of rule it makes, on the wire and in the database. */
    String kind();

    /** How far back before a reading it looks; what came earlier makes no difference. Zero when only the reading counts. */
    default Duration lookBack() {
        return Duration.ZERO;
    }

    /** What is judged with each reading: a number made from the readings, and limits of it. */
    sealed interface OfReadings extends Condition permits OfSeries, Composite {

        /** From where on the number is bad. */
        Limits limits();
    }

    /** What a composite can be made of: one number of one series. */
    sealed interface OfSeries extends OfReadings {}

    /** The value of a reading. */
    record Threshold(Limits limits) implements OfSeries {

        /** One limit of the rule's own severity. */
        public Threshold(Operator operator, double limit, OptionalDouble clear) {
            this(Limits.of(operator, limit, clear));
        }

        @Override
        public String kind() {
            return "threshold";
        }
    }

    /**
     * How fast the value changes: from the oldest to the newest reading of a window, two of them at least.
     *
     * @param per the limits are in units of the series per this long
     * @param window how long a change is looked at
     */
    record Rate(Limits limits, Duration per, Duration window) implements OfSeries {

        public Rate {
            requireWindow("condition.per", per);
            requireWindow("condition.window", window);
        }

        @Override
        public String kind() {
            return "rate";
        }

        @Override
        public Duration lookBack() {
            return window;
        }
    }

    /**
     * What the readings of a window come to. Judged once the series was followed for the whole window, or earlier where
     * the rest of it could change nothing ({@link Aggregation#tellsEarly}).
     *
     * @param window readings measured later than this before the newest one belong to it
     */
    record Aggregate(Aggregation function, Duration window, Limits limits) implements OfSeries {

        public Aggregate {
            requireWindow("condition.window", window);
        }

        @Override
        public String kind() {
            return "aggregate";
        }

        @Override
        public Duration lookBack() {
            return window;
        }
    }

    /**
     * A finding of the anomaly detectors.
     *
     * @param minScore least score that counts, 0 to 1
     * @param detector the only detector that counts; none means any
     */
    record Anomaly(double minScore, Optional<String> detector) implements Condition {

        public Anomaly {
            if (!(minScore >= 0 && minScore <= 1)) {
                throw new InvalidRuleException("condition.minScore", "must be between 0 and 1, but is " + minScore);
            }
            if (detector.isPresent() && !Detector.known(detector.get())) {
                throw new InvalidRuleException(
                        "condition.detector", "must be one of " + Detector.NAMES + ", but is '" + detector.get() + "'");
            }
        }

        /** Any detector's findings. */
        public Anomaly(double minScore) {
            this(minScore, Optional.empty());
        }

        @Override
        public String kind() {
            return "anomaly";
        }
    }

    /**
     * Nothing heard of a device for a while, by the clock.
     *
     * @param after how long
     * @param share part of the devices that the rule looks at, above 0 and at most 1, that must be silent before one alert
     *     tells of all of them; without it each silent device has an alert of its own
     */
    record NoData(Duration after, OptionalDouble share) implements Condition {

        public NoData {
            requireWindow("condition.for", after);
            if (share.isPresent() && !(share.getAsDouble() > 0 && share.getAsDouble() <= 1)) {
                throw new InvalidRuleException(
                        "condition.share", "must be above 0 and at most 1, but is " + share.getAsDouble());
            }
        }

        @Override
        public String kind() {
            return "no-data";
        }
    }

    /**
     * A device that is not there.
     *
     * @param state the least that is bad
     */
    record Presence(State state) implements Condition {

        /** How a device can be missing. */
        public enum State {
            OFFLINE,
            STALE;

            /** The state by its name on the wire, such as {@code offline}. */
            public static Optional<State> of(String wire) {
                for (State state : values()) {
                    if (state.wire().equals(wire)) {
                        return Optional.of(state);
                    }
                }
                return Optional.empty();
            }

            /** Its name on the wire. */
            public String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public String kind() {
            return "presence";
        }
    }

    /** Refuses a window that is too short or too long. */
    static void requireWindow(String field, Duration window) {
        if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new InvalidRuleException(
                    field, "must be between " + MIN_WINDOW + " and " + MAX_WINDOW + ", but is " + window);
        }
    }
}
