package io.telltale.alerting.routing;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Prometheus writes them, {@code 1h30m}, or as ISO 8601 does, {@code PT1H30M}. */
final class Spans {

    private static final Pattern PROMETHEUS =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] MILLIS = {31_536_000_000L, 604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final Duration LONGEST = Duration.ofDays(365);

    private Spans() {}

    /** Reads one, or takes {@code otherwise} when it was left out. */
    static Duration parse(String field, @Nullable String written, Duration otherwise) {
        return written == null ? otherwise : parse(field, written);
    }

    static Duration parse(String field, String written) {
        Duration span = written.startsWith("P") ? iso(field, written) : prometheus(field, written);
        if (span.isNegative() || span.compareTo(LONGEST) > 0) {
            throw new InvalidRoutingException(field, "must be between 0s and 365d, but is " + written);
        }
        return span;
    }

    private static Duration iso(String field, String written) {
        try {
            return Duration.parse(written);
        } catch (DateTimeParseException e) {
            throw unreadable(field, written);
        }
    }

    private static Duration prometheus(String field, String written) {
        Matcher parts = PROMETHEUS.matcher(written);
        if (written.equals("0")) {
            return Duration.ZERO;
        }
        if (written.isEmpty() || written.length() > 32 || !parts.matches()) {
            throw unreadable(field, written);
        }
        try {
            long millis = 0;
            for (int i = 0; i < MILLIS.length; i++) {
                String part = parts.group(i + 1);
                millis = part == null
                        ? millis
                        : Math.addExact(millis, Math.multiplyExact(Long.parseLong(part), MILLIS[i]));
            }
            return Duration.ofMillis(millis);
        } catch (ArithmeticException | NumberFormatException e) {
            throw unreadable(field, written);
        }
    }

    private static InvalidRoutingException unreadable(String field, String written) {
        return new InvalidRoutingException(field, "must be a duration like 30s, 5m or 1h30m, but is '" + written + "'");
    }
}
