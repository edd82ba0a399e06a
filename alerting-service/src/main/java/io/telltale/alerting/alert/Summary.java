package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Limits;
import io.telltale.alerting.rule.Operator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.Collectors;

/** The one sentence that tells a person what happened, for rules without a summary of their own. */
public final class Summary {

    private static final MathContext DIGITS = new MathContext(6);

    private Summary() {}

    /** Such as {@code temperature of pump-7 is 31.5, above 30}. */
    static String of(Condition.OfReadings condition, int level, Observation reading, double value) {
        Limits limits = condition.limits();
        String comparison = number(value) + ", " + words(limits.operator()) + ' '
                + number(limits.level(level).limit());
        return switch (condition) {
            case Condition.Threshold t -> subject(reading) + " is " + comparison;
            case Condition.Rate r ->
                subject(reading) + " changes by " + number(value) + " per " + Durations.words(r.per()) + ", "
                        + words(limits.operator()) + ' '
                        + number(limits.level(level).limit());
            case Condition.Aggregate a ->
                a.function().words() + " of " + subject(reading) + " over " + Durations.words(a.window()) + " is "
                        + comparison;
            case Composite c ->
                c.parts().stream().map(Summary::part).collect(Collectors.joining(joint(c.mode()))) + " within "
                        + Durations.words(c.within()) + " on "
                        + reading.series().device();
        };
    }

    /** Such as {@code temperature above 30}. */
    private static String part(Composite.Part part) {
        Limits limits = part.condition().limits();
        String limit = words(limits.operator()) + ' ' + number(limits.level(1).limit());
        return switch (part.condition()) {
            case Condition.Threshold t -> part.metric() + ' ' + limit;
            case Condition.Rate r -> "change of " + part.metric() + ' ' + limit + " per " + Durations.words(r.per());
            case Condition.Aggregate a ->
                a.function().words() + " of " + part.metric() + " over " + Durations.words(a.window()) + ' ' + limit;
        };
    }

    private static String joint(Composite.Mode mode) {
        return switch (mode) {
            case ALL -> " and ";
            case ANY -> " or ";
            case SEQUENCE -> ", then ";
        };
    }

    /** Such as {@code temperature of pump-7 is unusual (score 0.97): far above its band for this hour}. */
    static String of(double score, String reason, Observation finding) {
        return subject(finding) + " is unusual (score " + String.format(Locale.ROOT, "%.2f", score) + "): " + reason;
    }

    private static String subject(Observation o) {
        return o.series().metric() + " of " + o.series().device();
    }

    private static String words(Operator operator) {
        return switch (operator) {
            case ABOVE -> "above";
            case AT_LEAST -> "at or above";
            case BELOW -> "below";
            case AT_MOST -> "at or below";
        };
    }

    /** As people write it: six digits at most, no exponent where it can be helped. */
    public static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return Math.abs(rounded.scale()) > 12 ? rounded.toString() : rounded.toPlainString();
    }
}
