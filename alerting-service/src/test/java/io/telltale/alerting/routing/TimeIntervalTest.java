package io.telltale.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeIntervalTest {

    @Test
    void endsBeforeTheEndOfATime() {
        TimeInterval morning = interval(times("09:00", "12:00"), null, null, null, null);
        assertThat(morning.contains(at("2026-03-02T08:59:59Z"))).isFalse();
        assertThat(morning.contains(at("2026-03-02T09:00:00Z"))).isTrue();
        assertThat(morning.contains(at("2026-03-02T11:59:59Z"))).isTrue();
        assertThat(morning.contains(at("2026-03-02T12:00:00Z"))).isFalse();
        assertThat(interval(times("09:00", "24:00"), null, null, null, null).contains(at("2026-03-02T23:59:59Z")))
                .isTrue();
    }

    @Test
    void everyFieldThatIsGivenMustHold() {
        TimeInterval weekend =
                interval(null, List.of("saturday", "sunday"), null, List.of("march:april"), List.of("2026"));
        assertThat(weekend.contains(at("2026-03-01T12:00:00Z"))).isTrue();
        assertThat(weekend.contains(at("2026-03-02T12:00:00Z"))).isFalse();
        assertThat(weekend.contains(at("2026-05-03T12:00:00Z"))).isFalse();
        assertThat(weekend.contains(at("2027-03-07T12:00:00Z"))).isFalse();
    }

    @Test
    void daysBelowZeroCountFromTheEndOfTheMonth() {
        TimeInterval last = interval(null, null, List.of("-3:-1"), null, null);
        assertThat(last.contains(at("2026-02-25T00:00:00Z"))).isFalse();
        assertThat(last.contains(at("2026-02-26T00:00:00Z"))).isTrue();
        assertThat(last.contains(at("2026-02-28T00:00:00Z"))).isTrue();
        assertThat(last.contains(at("2026-03-28T00:00:00Z"))).isFalse();
        TimeInterval late = interval(null, null, List.of("30:31"), null, null);
        assertThat(late.contains(at("2026-02-28T00:00:00Z"))).isFalse();
        TimeInterval toTheEnd = interval(null, null, List.of("20:-1"), null, null);
        assertThat(toTheEnd.contains(at("2026-02-28T00:00:00Z"))).isTrue();
    }

    @Test
    void aLocationMovesIt() {
        TimeInterval berlin = new TimeInterval(
                "", new TimeInterval.Document(times("09:00", "10:00"), null, null, null, null, "Europe/Berlin"));
        assertThat(berlin.contains(at("2026-01-05T08:30:00Z"))).isTrue();
        assertThat(berlin.contains(at("2026-07-06T08:30:00Z"))).isFalse();
        assertThat(berlin.contains(at("2026-07-06T07:30:00Z"))).isTrue();
    }

    @Test
    void saysWhenItChangesNext() {
        List<TimeInterval> morning = List.of(interval(times("09:00", "10:00"), null, null, null, null));
        assertThat(TimeInterval.nextChange(morning, at("2026-03-02T09:12:13Z"))).isEqualTo(at("2026-03-02T10:00:00Z"));
        assertThat(TimeInterval.nextChange(morning, at("2026-03-02T08:00:00Z"))).isEqualTo(at("2026-03-02T09:00:00Z"));
        assertThat(TimeInterval.nextChange(morning, at("2026-03-02T12:00:30Z")))
                .as("far away: look again in two hours")
                .isEqualTo(at("2026-03-02T14:01:00Z"));
    }

    @Test
    void saysWhichFieldMakesNoSense() {
        assertThat(refusal(times("10:00", "09:00"), null, null, null)).isEqualTo("t.times");
        assertThat(refusal(times("10", "11"), null, null, null)).isEqualTo("t.times");
        assertThat(refusal(null, List.of("funday"), null, null)).isEqualTo("t.weekdays");
        assertThat(refusal(null, List.of("friday:monday"), null, null)).isEqualTo("t.weekdays");
        assertThat(refusal(null, null, List.of("0"), null)).isEqualTo("t.days_of_month");
        assertThat(refusal(null, null, List.of("-1:3"), null)).isEqualTo("t.days_of_month");
        assertThat(refusal(null, null, null, List.of("13"))).isEqualTo("t.months");
        assertThat(refusal(null, null, null, List.of("1:2:3"))).isEqualTo("t.months");
    }

    private static String refusal(
            @Nullable List<TimeInterval.Times> times,
            @Nullable List<String> weekdays,
            @Nullable List<String> days,
            @Nullable List<String> months) {
        TimeInterval.Document document = new TimeInterval.Document(times, weekdays, days, months, null, null);
        InvalidRoutingException[] refused = new InvalidRoutingException[1];
        assertThatThrownBy(() -> new TimeInterval("t", document))
                .isInstanceOfSatisfying(InvalidRoutingException.class, e -> refused[0] = e);
        return refused[0].field();
    }

    private static TimeInterval interval(
            @Nullable List<TimeInterval.Times> times,
            @Nullable List<String> weekdays,
            @Nullable List<String> days,
            @Nullable List<String> months,
            @Nullable List<String> years) {
        return new TimeInterval("t", new TimeInterval.Document(times, weekdays, days, months, years, null));
    }

    private static List<TimeInterval.Times> times(String start, String end) {
        return List.of(new TimeInterval.Times(start, end));
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }
}
