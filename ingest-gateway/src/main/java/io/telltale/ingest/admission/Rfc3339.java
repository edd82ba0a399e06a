package io.telltale.ingest.admission;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/**
 * Reads the usual form of an RFC 3339 time, {@code 2026-01-31T12:00:00.5Z} or with an offset {@code +01:00}. The formatter of
 * java.time fills maps for every time it reads; it gets what is not of this form. Pure.
 */
final class Rfc3339 {

    /** Not of the usual form; no time is this. */
    static final long UNUSUAL = Long.MIN_VALUE;

    private static final int FRACTION = 19;
    private static final int MICRO_DIGITS = 6;
    private static final int NANO_DIGITS = 9;

    private Rfc3339() {}

    /** Microseconds since the epoch, what is finer is cut off; {@link #UNUSUAL} when it has to be read otherwise. */
    static long micros(String text) {
        if (text.length() <= FRACTION
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return UNUSUAL;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (year < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || minute < 0 || second < 0) {
            return UNUSUAL;
        }
        if (hour > 23 || minute > 59 || second > 59 || day > Month.of(month).length(Year.isLeap(year))) {
            return UNUSUAL;
        }
        int zone = FRACTION;
        long fraction = 0;
        if (text.charAt(FRACTION) == '.') {
            zone = endOfDigits(text, FRACTION + 1);
            int digits = zone - FRACTION - 1;
            if (digits == 0 || digits > NANO_DIGITS || zone == text.length()) {
                return UNUSUAL;
            }
            fraction = number(text, FRACTION + 1, FRACTION + 1 + Math.min(digits, MICRO_DIGITS));
            for (int missing = digits; missing < MICRO_DIGITS; missing++) {
                fraction *= 10;
            }
        }
        int offset = offsetSeconds(text, zone);
        if (offset == Integer.MIN_VALUE) {
            return UNUSUAL;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
        return (seconds - offset) * 1_000_000L + fraction;
    }

    private static int offsetSeconds(String text, int at) {
        char sign = text.charAt(at);
        if (sign == 'Z') {
            return at + 1 == text.length() ? 0 : Integer.MIN_VALUE;
        }
        if ((sign != '+' && sign != '-') || text.length() != at + 6 || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return sign == '+' ? seconds : -seconds;
    }

    private static int endOfDigits(String text, int from) {
        int at = from;
        while (at < text.length() && digit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The number that the digits make, or -1 when there is another character among them. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (!digit(c)) {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
