package io.telltale.anomaly.query;

import io.telltale.http.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times and durations as the API's parameters and the database's rows have them. */
final class Times {

    /** What a {@code timestamptz} can hold and RFC 3339 can write. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Times() {}

    static Optional<Instant> parameter(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return Optional.of(time);
            }
        } catch (DateTimeParseException notATime) {
            // refused below, like a time out of range
        }
        throw Problem.invalid(name, "must be a time as in 2026-03-01T12:00:00Z");
    }

    static Optional<Duration> duration(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(Duration.ofMillis(1)) >= 0 && duration.compareTo(Duration.ofDays(366)) <= 0) {
                return Optional.of(duration);
            }
        } catch (DateTimeException notADuration) {
            // refused below, like a duration out of range
        }
        throw Problem.invalid(name, "must be a duration as in PT10S, from a millisecond to 366 days");
    }

    static Instant column(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
