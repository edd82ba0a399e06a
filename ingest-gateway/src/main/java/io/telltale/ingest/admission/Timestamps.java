package io.telltale.ingest.admission;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** Reads the times that senders write; everything comes out as microseconds since the epoch. */
final class Timestamps {

    static final String EXPECTED =
            "expected epoch milliseconds or RFC 3339 such as 2026-01-31T12:00:00Z, in the years 2000 to 2100";

    private static final long MIN_MICROS = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond() * 1_000_000L;
    private static final long MAX_MICROS = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond() * 1_000_000L;

    private Timestamps() {}

    /** Epoch milliseconds, with or without a fraction. */
    static OptionalLong millis(double millis) {
        return plausible(millis * 1_000d);
    }

    /** Epoch seconds, with or without a fraction. */
    static OptionalLong seconds(double seconds) {
        return plausible(seconds * 1_000_000d);
    }

    /** RFC 3339; what is finer than a microsecond is cut off. */
    static OptionalLong rfc3339(String text) {
        long micros = Rfc3339.micros(text);
        return micros == Rfc3339.UNUSUAL ? byTheFormatter(text) : plausible(micros);
    }

    private static OptionalLong byTheFormatter(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
            return plausible(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong plausible(double micros) {
        return Double.isFinite(micros) && Math.abs(micros) < 1e18
                ? plausible(Math.round(micros))
                : OptionalLong.empty();
    }

    private static OptionalLong plausible(long micros) {
        return micros >= MIN_MICROS && micros < MAX_MICROS ? OptionalLong.of(micros) : OptionalLong.empty();
    }
}
