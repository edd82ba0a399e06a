package io.telltale.alerting.alert;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Operator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** The one sentence that tells a person what happened, for rules without a summary of their own. */
final class Summary {

    private static final MathContext DIGITS = new MathContext(6);

    private Summary() {}

    /** Such as {@code temperature of pump-7 is 31.5, above 30}. */
    static String of(Condition.Threshold condition, Observation reading) {
        return subject(reading) + " is " + number(reading.value()) + ", " + words(condition.operator()) + ' '
                + number(condition.limit());
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

    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return Math.abs(rounded.scale()) > 12 ? rounded.toString() : rounded.toPlainString();
    }
}
