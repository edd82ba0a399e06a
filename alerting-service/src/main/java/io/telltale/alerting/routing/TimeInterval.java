package io.telltale.alerting.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recurring stretch of time as Alertmanager's configuration has it: all that is given must hold, within each field any
 * range. Times are local to {@code location} (default UTC) and end before their end; all other ranges include both ends.
 */
public final class TimeInterval {

    /** How far {@link #nextChange} looks ahead. */
    private static final Duration HORIZON = Duration.ofHours(2);

    private static final int MINUTES_OF_A_DAY = 24 * 60;

    private final List<Ranges.Range> minutes;
    private final List<Ranges.Range> weekdays;
    private final List<Ranges.Range> days;
    private final List<Ranges.Range> months;
    private final List<Ranges.Range> years;
    private final ZoneId zone;

    /** As it is written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Document(
            @Nullable List<Times> times,
            @Nullable List<String> weekdays,
            @JsonProperty("days_of_month") @Nullable List<String> daysOfMonth,
            @Nullable List<String> months,
            @Nullable List<String> years,
            @Nullable String location) {}

    /** Hours and minutes, from one to before the other. */
    public record Times(
            @JsonProperty("start_time") @Nullable String startTime,
            @JsonProperty("end_time") @Nullable String endTime) {}

    /**
     * Reads one.
     *
     * @throws InvalidRoutingException naming what makes no sense, below {@code field}
     */
    public TimeInterval(String field, Document document) {
        minutes = Ranges.times(field + ".times", document.times, MINUTES_OF_A_DAY);
        weekdays = Ranges.parse(field + ".weekdays", document.weekdays, Ranges.WEEKDAYS, 0, 6);
        days = Ranges.parse(field + ".days_of_month", document.daysOfMonth, List.of(), -31, 31);
        months = Ranges.parse(field + ".months", document.months, Ranges.MONTHS, 1, 12);
        years = Ranges.parse(field + ".years", document.years, List.of(), 1, 9999);
        zone = zone(field + ".location", document.location);
    }

    private static ZoneId zone(String field, @Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidRoutingException(field, "must be a time zone like Europe/Berlin, but is '" + name + "'");
        }
    }

    /** Whether it is that time. */
    public boolean contains(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        return Ranges.contain(minutes, local.getHour() * 60 + local.getMinute())
                && Ranges.contain(weekdays, local.getDayOfWeek().getValue() % 7)
                && dayOfMonth(local.toLocalDate())
                && Ranges.contain(months, local.getMonthValue())
                && Ranges.contain(years, local.getYear());
    }

    /** Days below zero count from the month's end, and none reaches beyond the month. */
    private boolean dayOfMonth(LocalDate date) {
        int length = date.lengthOfMonth();
        return days.isEmpty()
                || days.stream().anyMatch(range -> {
                    int begin = range.begin() < 0 ? length + range.begin() + 1 : range.begin();
                    int end = range.end() < 0 ? length + range.end() + 1 : range.end();
                    int day = date.getDayOfMonth();
                    return begin <= length && day >= Math.max(begin, 1) && day <= Math.min(end, length);
                });
    }

    /** Whether it is within any of them. */
    public static boolean any(List<TimeInterval> intervals, Instant instant) {
        return intervals.stream().anyMatch(interval -> interval.contains(instant));
    }

    /** When to look again: the first minute in which {@link #any} says something else, or two hours on. */
    public static Instant nextChange(List<TimeInterval> intervals, Instant now) {
        boolean current = any(intervals, now);
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Instant horizon = minute.plus(HORIZON);
        while (minute.isBefore(horizon) && any(intervals, minute) == current) {
            minute = minute.plus(1, ChronoUnit.MINUTES);
        }
        return minute;
    }
}
