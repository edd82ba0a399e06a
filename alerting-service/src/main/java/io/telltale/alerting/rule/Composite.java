package io.telltale.alerting.rule;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Several conditions on the metrics of one device. A part is met by each reading at which its number is beyond its limit.
 *
 * @param within the parts must be met within this long, by the times of the readings; a composite that is met stays so
 *     for as long after the reading that met it
 */
public record Composite(Mode mode, Duration within, List<Part> parts) implements Condition.OfReadings {

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
    public record Part(String metric, Condition.OfSeries condition) {}

    public Composite {
        Condition.requireWindow("condition.within", within);
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
