package io.telltale.alerting.rule;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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
    sealed interface OfReadings extends Condition {

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
     * Several conditions on the metrics of one device. A part is met by each reading at which its number is beyond its limit.
     *
     * @param within the parts must be met within this long, by the times of the readings; a composite that is met stays so
     *     for as long after the reading that met it
     */
    record Composite(Mode mode, Duration within, List<Part> parts) implements OfReadings {

        /** Most parts. */
        public static final int MAX_PARTS = 8;

        private static final Limits MET = Limits.of(Operator.AT_LEAST, 1, OptionalDouble.empty());

        /** How the parts belong together. */
        public enum Mode {
            /** Each of them was met. */
            ALL,
            /** One of them was met. */
            ANY,
            /** The first was met, then each other one began to be met after the one before it. */
            SEQUENCE;

            /** The mode by its name on the wire, such as {@code sequence}. */
            public static Optional<Mode> of(String wire) {
                for (Mode mode : values()) {
                    if (mode.wire().equals(wire)) {
                        return Optional.of(mode);
                    }
                }
                return Optional.empty();
            }

            /** Its name on the wire. */
            public String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /**
         * One condition of a composite.
         *
         * @param metric of the device
         * @param condition with a single level
         */
        public record Part(String metric, OfSeries condition) {}

        public Composite {
            requireWindow("condition.within", within);
            parts = List.copyOf(parts);
            if (parts.size() < 2 || parts.size() > MAX_PARTS) {
                throw new InvalidRuleException("condition.parts", "must be 2 to " + MAX_PARTS);
            }
            for (int i = 0; i < parts.size(); i++) {
                Selector.requireMetric(
                        "condition.parts[" + i + "].metric", parts.get(i).metric());
                if (parts.get(i).condition().limits().levels().size() > 1) {
                    throw new InvalidRuleException(
                            "condition.parts[" + i + "].levels", "is not for a part: the composite has one severity");
                }
            }
            if (new HashSet<>(parts).size() < parts.size()) {
                throw new InvalidRuleException("condition.parts", "must differ from each other");
            }
        }

        /** The metric its alert is filed under: that of the first part. */
        public String home() {
            return parts.getFirst().metric();
        }

        @Override
        public Limits limits() {
            return MET;
        }

        @Override
        public String kind() {
            return "composite";
        }

        @Override
        public Duration lookBack() {
            return parts.stream()
                    .map(part -> part.condition().lookBack())
                    .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b)
                    .plus(within);
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

    private static void requireWindow(String field, Duration window) {
        if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new InvalidRuleException(
                    field, "must be between " + MIN_WINDOW + " and " + MAX_WINDOW + ", but is " + window);
        }
    }
}
