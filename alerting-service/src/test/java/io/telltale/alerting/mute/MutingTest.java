package io.telltale.alerting.mute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.alerting.routing.InhibitRule;
import io.telltale.alerting.routing.InvalidRoutingException;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.routing.TimeInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MutingTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Map<String, String> PUMP = Map.of("device", "pump-7", "hall", "1");

    @Test
    void ofSeveralSilencesTheLastToEndCounts() {
        Silence hour = silence(NOON, NOON.plusSeconds(3600));
        Silence minute = silence(NOON, NOON.plusSeconds(60));
        Silence over = silence(NOON.minusSeconds(60), NOON);
        Silence another = silence(NOON.plusSeconds(1), NOON.plusSeconds(9_000));
        assertThat(muting(List.of(minute, over, hour, another)).of(UUID.randomUUID(), PUMP))
                .contains(new Mute(
                        Mute.Kind.SILENCED,
                        List.of(minute.id().toString(), hour.id().toString()),
                        NOON.plusSeconds(3600)));
        assertThat(muting(List.of(hour)).of(UUID.randomUUID(), Map.of("device", "fan")))
                .isEmpty();
    }

    @Test
    void aSilenceComesBeforeAnInhibitionWhichIsLookedAtAgainSoon() {
        UUID boiler = UUID.randomUUID();
        List<InhibitRule> rules = List.of(new InhibitRule(
                "hall",
                List.of(Matcher.parse("", "device=~\"boiler-.*\"")),
                List.of(Matcher.parse("", "device=~\"pump-.*\"")),
                List.of("hall"),
                false));
        List<Muting.Source> firing =
                List.of(new Muting.Source(boiler, Map.of("device", "boiler-1", "hall", "1")), source("boiler-2", "2"));
        Silence silence = silence(NOON, NOON.plusSeconds(60));
        Muting inhibiting = new Muting(List.of(), rules, firing, NOON);
        assertThat(inhibiting.of(UUID.randomUUID(), PUMP))
                .contains(new Mute(Mute.Kind.INHIBITED, List.of(boiler.toString()), NOON.plusSeconds(30)));
        assertThat(inhibiting.of(UUID.randomUUID(), Map.of("device", "pump-7", "hall", "3")))
                .isEmpty();
        Muting both = new Muting(List.of(silence), rules, firing, NOON);
        assertThat(both.of(UUID.randomUUID(), PUMP).orElseThrow().kind()).isEqualTo(Mute.Kind.SILENCED);
        assertThat(both.inhibitedBy(UUID.randomUUID(), PUMP)).containsExactly(boiler.toString());
    }

    @Test
    void aSilenceIsInForceFromItsStartUntilBeforeItsEnd() {
        Silence silence = silence(NOON, NOON.plusSeconds(60));
        assertThat(silence.status(NOON.minusMillis(1))).isEqualTo(Silence.Status.PENDING);
        assertThat(silence.status(NOON)).isEqualTo(Silence.Status.ACTIVE);
        assertThat(silence.status(NOON.plusMillis(59_999))).isEqualTo(Silence.Status.ACTIVE);
        assertThat(silence.status(NOON.plusSeconds(60))).isEqualTo(Silence.Status.EXPIRED);
        assertThat(silence.inForce(NOON)).isTrue();
        assertThat(silence.inForce(NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void aScheduleEndsWithItsSilence() {
        Silence window = silence(NOON, NOON.plusSeconds(90), hours("12:00", "13:00"));
        assertThat(window.until(NOON)).as("before the schedule does").isEqualTo(NOON.plusSeconds(90));
        Silence day = silence(NOON, NOON.plusSeconds(86_400), hours("12:00", "13:00"));
        assertThat(day.until(NOON)).isEqualTo(NOON.plusSeconds(3600));
        assertThat(day.inForce(NOON.plusSeconds(3599))).isTrue();
        assertThat(day.inForce(NOON.plusSeconds(3600))).isFalse();
    }

    @Test
    void aSilenceIsNotForEver() {
        silence(NOON, NOON.plus(Duration.ofDays(3_660)));
        assertThatThrownBy(() -> silence(NOON, NOON.plus(Duration.ofDays(3_660)).plusMillis(1)))
                .isInstanceOf(InvalidRoutingException.class)
                .extracting("field")
                .isEqualTo("endsAt");
    }

    private static Muting muting(List<Silence> silences) {
        return new Muting(silences, List.of(), List.of(), NOON);
    }

    private static Muting.Source source(String device, String hall) {
        return new Muting.Source(UUID.randomUUID(), Map.of("device", device, "hall", hall));
    }

    private static TimeInterval hours(String start, String end) {
        return new TimeInterval(
                "",
                new TimeInterval.Document(List.of(new TimeInterval.Times(start, end)), null, null, null, null, null));
    }

    private static Silence silence(Instant start, Instant end, TimeInterval... schedule) {
        return new Silence(
                UUID.randomUUID(),
                "acme",
                List.of(Matcher.parse("", "device=~\"pump-.*\"")),
                start,
                end,
                List.of(schedule),
                "me",
                "works");
    }
}
