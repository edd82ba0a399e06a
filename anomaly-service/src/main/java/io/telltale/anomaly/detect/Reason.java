package io.telltale.anomaly.detect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** The one sentence of why. */
final class Reason {

    private static final long SECOND_MICROS = 1_000_000L;
    private static final long MINUTE_MICROS = 60 * SECOND_MICROS;
    private static final long HOUR_MICROS = 60 * MINUTE_MICROS;
    private static final long DAY_MICROS = 24 * HOUR_MICROS;
    private static final int MINUTES_A_DAY = 1440;

    private Reason() {}

    static String of(Assessment found, double value, String unit) {
        String low = number(found.expectedLow());
        String high = number(found.expectedHigh());
        String measured = number(value) + (unit.isEmpty() ? "" : " " + unit);
        String at = measured + " at " + clock(found.micros());
        return switch (found.detector()) {
            case RANGE_BREAK ->
                measured + " is " + (value > found.expectedHigh() ? "above" : "below") + " everything seen before ("
                        + low + " to " + high + ")";
            case TIME_OF_DAY -> at + "; between " + low + " and " + high + " at this hour " + days(found.days());
            case SUSTAINED_SHIFT ->
                at + ", " + side(found, value) + " for a while; such a while lies between " + low + " and " + high
                        + " at this hour " + days(found.days());
            case DRIFT ->
                at + ", " + side(found, value) + " for long; so long it lies between " + low + " and " + high
                        + " at this hour " + days(found.days());
            case JUMP -> at + ", a larger step than usual; from the reading before one comes to " + low + " to " + high;
            case VARIABILITY_BURST ->
                at + ", after readings that move far more than usual; one step usually ends between " + low + " and "
                        + high;
            case STUCK_SENSOR ->
                at + ", unmoved for " + found.still() + " readings or more; it usually moves between " + low + " and "
                        + high;
            case GAP -> "no reading for " + span(found.silence()) + "; usually every " + span(found.usualInterval());
            case LIMIT ->
                at
                        + (value > found.expectedHigh()
                                ? ", above the highest this sensor can measure, " + high
                                : ", below the lowest this sensor can measure, " + low);
        };
    }

    private static String side(Assessment found, double value) {
        return value >= (found.expectedLow() + found.expectedHigh()) / 2 ? "high" : "low";
    }

    private static String days(int days) {
        return days <= 1 ? "so far" : "on the last " + days + " days";
    }

    private static String clock(long micros) {
        long minute = Math.floorMod(Math.floorDiv(micros, MINUTE_MICROS), (long) MINUTES_A_DAY);
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    /** In the largest unit of which there are at least two: "14 min", but "90 s". */
    private static String span(long micros) {
        if (micros < 2 * SECOND_MICROS) {
            return number(micros / 1000.0) + " ms";
        }
        if (micros < 2 * MINUTE_MICROS) {
            return Math.round(micros / (double) SECOND_MICROS) + " s";
        }
        if (micros < 2 * HOUR_MICROS) {
            return Math.round(micros / (double) MINUTE_MICROS) + " min";
        }
        return micros < 2 * DAY_MICROS
                ? Math.round(micros / (double) HOUR_MICROS) + " h"
                : Math.round(micros / (double) DAY_MICROS) + " days";
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 0.001 || size >= 1e9)) {
            return String.format(Locale.ROOT, "%.4g", value);
        }
        return BigDecimal.valueOf(value)
                .setScale(size < 10 ? 3 : 1, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
