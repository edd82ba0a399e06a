package io.telltale.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Bounds of times and durations: Java knows a billion years and databases do not. */
final class Times {
    /** RFC 3339 has four digits for the year. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Duration LONGEST = Duration.of(36_500, ChronoUnit.DAYS);

    private Times() {}

    static Instant instant(String text) {
        return bounded(Instant.parse(text));
    }

    static Duration duration(String text) {
        return bounded(Duration.parse(text));
    }

    static Instant bounded(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeException("beyond the years 1 to 9999");
        }
        return time;
    }

    static Duration bounded(Duration duration) {
        if (duration.abs().compareTo(LONGEST) > 0) {
            throw new DateTimeException("longer than " + LONGEST);
        }
        return duration;
    }
}
