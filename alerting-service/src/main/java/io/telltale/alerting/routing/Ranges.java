package io.telltale.alerting.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ranges of numbers as time intervals write them: {@code monday:friday}, {@code 1:5}, {@code -3:-1}, {@code 2026}. */
final class Ranges {

    static final List<String> WEEKDAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

    static final List<String> MONTHS = List.of(
            "",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private static final int MOST = 64;
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-4]):([0-5]\\d)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,4}");

    private Ranges() {}

    /** From one number to another, both included. */
    record Range(int begin, int end) {}

    /** Whether a number lies in any of them; without ranges every number does. */
    static boolean contain(List<Range> ranges, int number) {
        return ranges.isEmpty() || ranges.stream().anyMatch(r -> r.begin <= number && number <= r.end);
    }

    static List<Range> parse(String field, @Nullable List<String> written, List<String> names, int least, int most) {
        List<Range> ranges = new ArrayList<>();
        for (String text : bounded(field, written)) {
            String[] ends = text.toLowerCase(Locale.ROOT).split(":", -1);
            int begin = number(field, ends[0], names, least, most);
            int end = ends.length == 1 ? begin : number(field, ends[1], names, least, most);
            // A range from the middle to the month's end, 20:-1, is in order although its numbers are not.
            boolean ordered = begin <= end || (begin > 0 && end < 0);
            if (ends.length > 2 || !ordered || (begin < 0 && end > 0)) {
                throw new InvalidRoutingException(field, "must be a value or a range begin:end, but is '" + text + "'");
            }
            ranges.add(new Range(begin, end));
        }
        return ranges;
    }

    static List<Range> times(String field, @Nullable List<TimeInterval.Times> written, int most) {
        List<Range> ranges = new ArrayList<>();
        for (TimeInterval.Times times : bounded(field, written)) {
            int begin = minute(field, times.startTime(), most);
            int end = minute(field, times.endTime(), most);
            if (begin >= end) {
                throw new InvalidRoutingException(field, "must begin before it ends: 22:00 to 06:00 is two times");
            }
            ranges.add(new Range(begin, end - 1));
        }
        return ranges;
    }

    private static <T> List<T> bounded(String field, @Nullable List<T> written) {
        if (written != null && written.size() > MOST) {
            throw new InvalidRoutingException(field, "must be at most " + MOST + " ranges");
        }
        return written == null ? List.of() : written;
    }

    private static int number(String field, String text, List<String> names, int least, int most) {
        int named = text.isEmpty() ? -1 : names.indexOf(text);
        // Weekdays have names only, as in Alertmanager.
        boolean numeric = names != WEEKDAYS && NUMBER.matcher(text).matches();
        int number = named >= 0 ? named : numeric ? Integer.parseInt(text) : Integer.MIN_VALUE;
        boolean zeroth = number == 0 && names != WEEKDAYS;
        if (number < least || number > most || zeroth) {
            throw new InvalidRoutingException(field, "has a value that is none of its kind: '" + text + "'");
        }
        return number;
    }

    private static int minute(String field, @Nullable String text, int most) {
        Matcher time = TIME.matcher(text == null ? "" : text);
        int minute = time.matches() ? Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2)) : most + 1;
        if (minute > most) {
            throw new InvalidRoutingException(
                    field, "must have start_time and end_time like 09:00 and 24:00, but has " + text);
        }
        return minute;
    }
}
