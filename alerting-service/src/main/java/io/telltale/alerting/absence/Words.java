package io.telltale.alerting.absence;

import java.time.Duration;

/** How a duration is told to people, such as {@code 1h 30m}. */
final class Words {

    private Words() {}

    static String of(Duration duration) {
        StringBuilder words = new StringBuilder();
        part(words, duration.toDays(), "d");
        part(words, duration.toHoursPart(), "h");
        part(words, duration.toMinutesPart(), "m");
        part(words, duration.toSecondsPart(), "s");
        return words.isEmpty() ? "a moment" : words.toString();
    }

    private static void part(StringBuilder words, long amount, String unit) {
        if (amount > 0) {
            words.append(words.isEmpty() ? "" : " ").append(amount).append(unit);
        }
    }
}
