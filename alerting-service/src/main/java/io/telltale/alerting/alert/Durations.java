package io.telltale.alerting.alert;

import java.time.Duration;

/** Durations in words, the largest unit that divides them. */
final class Durations {

    private Durations() {}

    /** Such as {@code 5 minutes}, {@code second}, {@code 90 seconds}. */
    static String words(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 86_400_000 == 0) {
            return words(millis / 86_400_000, "day");
        }
        if (millis % 3_600_000 == 0) {
            return words(millis / 3_600_000, "hour");
        }
        if (millis % 60_000 == 0) {
            return words(millis / 60_000, "minute");
        }
        return millis % 1_000 == 0 ? words(millis / 1_000, "second") : words(millis, "millisecond");
    }

    private static String words(long count, String unit) {
        return count == 1 ? unit : count + " " + unit + 's';
    }
}
