package io.telltale.simulator.load;

/** Writes numbers and times as ASCII without an object. Pure; what it answers is the place after what it wrote. */
final class Digits {

    /** Bytes of a time: {@code 2026-01-02T03:04:05.000007Z}. */
    static final int TIME = 27;

    private static final long MICROS = 1_000_000L;
    private static final int DAY = 86_400;

    private Digits() {}

    static int copy(byte[] from, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }

    /** Digits of a number that is not negative. */
    static int count(long number) {
        int count = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            count++;
        }
        return count;
    }

    /** A number that is not negative. */
    static int write(long number, byte[] to, int at) {
        return padded(number, count(number), to, at);
    }

    /** RFC 3339 to the microsecond, from microseconds since 1970, until the year 9999. */
    static int time(long micros, byte[] to, int at) {
        long seconds = Math.floorDiv(micros, MICROS);
        int ofDay = (int) Math.floorMod(seconds, (long) DAY);
        int end = date(Math.floorDiv(seconds, (long) DAY), to, at);
        to[end++] = 'T';
        end = padded(ofDay / 3600, 2, to, end);
        to[end++] = ':';
        end = padded(ofDay / 60 % 60, 2, to, end);
        to[end++] = ':';
        end = padded(ofDay % 60, 2, to, end);
        to[end++] = '.';
        end = padded(Math.floorMod(micros, MICROS), 6, to, end);
        to[end++] = 'Z';
        return end;
    }

    /** Days since 1970 as a date: years begin in March, so that the leap day is a year's last (H. Hinnant, chrono-compatible date algorithms). */
    private static int date(long daysSince1970, byte[] to, int at) {
        long days = daysSince1970 + 719_468;
        long era = Math.floorDiv(days, 146_097);
        long ofEra = days - era * 146_097;
        long year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        long ofYear = ofEra - (365 * year + year / 4 - year / 100);
        long march = (5 * ofYear + 2) / 153;
        long day = ofYear - (153 * march + 2) / 5 + 1;
        long month = march < 10 ? march + 3 : march - 9;
        int end = padded(year + era * 400 + (month <= 2 ? 1 : 0), 4, to, at);
        to[end++] = '-';
        end = padded(month, 2, to, end);
        to[end++] = '-';
        return padded(day, 2, to, end);
    }

    private static int padded(long number, int digits, byte[] to, int at) {
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }
}
