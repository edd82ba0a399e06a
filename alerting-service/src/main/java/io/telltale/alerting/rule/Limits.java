package io.telltale.alerting.rule;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * From where on a number is bad, in one level or in several of rising severity: one alert that escalates. Levels are counted
 * from 1; 0 is good. Pure, and without an allocation.
 *
 * @param operator which side of the limits is bad
 * @param levels from the mildest to the worst, each limit farther out than the one before
 */
public record Limits(Operator operator, List<Level> levels) {

    /** Most levels: there are no more severities. */
    public static final int MAX_LEVELS = Severity.values().length;

    public Limits {
        levels = List.copyOf(levels);
        if (levels.isEmpty()) {
            throw new InvalidRuleException("condition.value", "is missing");
        }
        if (levels.size() > MAX_LEVELS) {
            throw new InvalidRuleException("condition.levels", "must be at most " + MAX_LEVELS);
        }
        boolean plain = levels.getFirst().severity().isEmpty();
        for (int i = 0; i < levels.size(); i++) {
            check(
                    operator,
                    levels.get(i),
                    plain && i == 0 ? "condition." : "condition.levels[" + (i - (plain ? 1 : 0)) + "].");
            if (i > 0
                    && !operator.holds(levels.get(i).limit(), levels.get(i - 1).limit())) {
                throw new InvalidRuleException(
                        "condition.levels[" + (i - (plain ? 1 : 0)) + "].value",
                        "must be farther out than the level before, but "
                                + levels.get(i).limit() + " is not " + operator.symbol() + ' '
                                + levels.get(i - 1).limit());
            }
        }
    }

    /** One level of the rule's own severity. */
    public static Limits of(Operator operator, double limit, OptionalDouble clear) {
        return new Limits(operator, List.of(new Level(Optional.empty(), limit, clear)));
    }

    /** The worst level that {@code value} is beyond; 0 when it is good. */
    public int reached(double value) {
        int level = 0;
        while (level < levels.size() && levels.get(level).reached(operator, value)) {
            level++;
        }
        return level;
    }

    /** The level after {@code value} for what stood at {@code level}: hysteresis holds it where it has not come back enough. */
    public int next(int level, double value) {
        int held = Math.min(level, levels.size());
        while (held > 0 && levels.get(held - 1).left(operator, value)) {
            held--;
        }
        return Math.max(held, reached(value));
    }

    /** The level numbered {@code level}, from 1. */
    public Level level(int level) {
        return levels.get(level - 1);
    }

    private static void check(Operator operator, Level level, String path) {
        requireFinite(path + "value", level.limit());
        if (level.clear().isPresent()) {
            double clear = level.clear().getAsDouble();
            requireFinite(path + "clear", clear);
            if (operator.holds(clear, level.limit())) {
                throw new InvalidRuleException(
                        path + "clear",
                        "must be a good value, but " + clear + ' ' + operator.symbol() + ' ' + level.limit());
            }
        }
    }

    private static void requireFinite(String field, double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidRuleException(field, "must be a finite number, but is " + value);
        }
    }
}
