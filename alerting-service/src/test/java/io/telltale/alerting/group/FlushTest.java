package io.telltale.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertState;
import io.telltale.alerting.mute.Mute;
import io.telltale.alerting.routing.GroupPlan;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One look at one group: what comes of it and why, to the instant. */
class FlushTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(10);
    private static final Instant LONG_AGO = NOW.minusSeconds(5 * 3600);
    private static final GroupPlan TOGETHER = plan(false, 0, Duration.ofSeconds(30));
    private static final GroupPlan ALONE = plan(true, 0, Duration.ZERO);
    private static final Optional<Severity> UNTOLD = Optional.empty();
    private static final Optional<Severity> TOLD = Optional.of(Severity.WARNING);
    private static final Optional<Mute> MUTED = Optional.of(new Mute(Mute.Kind.SILENCED, List.of("s"), LATER));
    private static final Member.Acknowledged TAKEN = new Member.Acknowledged(true, Optional.empty());

    @Test
    void theFirstOneAndFurtherOnesAreTold() {
        Member known = member(true, TOLD);
        Member fresh = member(true, UNTOLD);
        Flush first = decide(TOGETHER, NOW, fresh);
        assertThat(first.reason()).isEqualTo(FlushReason.FIRST_NOTIFICATION);
        assertThat(first.told()).containsExactly(fresh);
        assertThat(first.notBefore()).isEqualTo(NOW.plusSeconds(300));
        assertThat(first.lookAgain()).contains(NOW.plusSeconds(4 * 3600));
        Flush further = decide(TOGETHER, NOW, known, fresh);
        assertThat(further.reason()).isEqualTo(FlushReason.NEW_ALERTS_IN_GROUP);
        assertThat(further.told()).containsExactly(fresh, known);
        assertThat(decide(ALONE, NOW, fresh).notBefore())
                .as("nothing to wait for")
                .isEqualTo(NOW);
    }

    @Test
    void whoIsToldTooEarlyIsToldAsSoonAsItMayBe() {
        for (Member news : List.of(member(true, UNTOLD), member(false, TOLD))) {
            Flush early = decide(TOGETHER, LATER, news);
            assertThat(early.reason()).isEqualTo(FlushReason.TOO_EARLY);
            assertThat(early.told()).isEmpty();
            assertThat(early.gone()).isEmpty();
            assertThat(early.notBefore()).isEqualTo(LATER);
            assertThat(early.lookAgain()).contains(LATER);
        }
        assertThat(decide(TOGETHER, NOW, member(true, UNTOLD)).reason().tells())
                .as("at that very instant")
                .isTrue();
    }

    @Test
    void outsideItsTimesNothingIsToldUntilTheyBegin() {
        for (Member news : List.of(member(true, UNTOLD), member(false, TOLD))) {
            Flush quiet = Flush.decide(group(TOGETHER, NOW), List.of(news), Optional.of(LATER), NOW);
            assertThat(quiet.reason()).isEqualTo(FlushReason.OUTSIDE_TIMES);
            assertThat(quiet.told()).isEmpty();
            assertThat(quiet.gone()).isEmpty();
            assertThat(quiet.lookAgain()).contains(LATER);
        }
    }

    @Test
    void whatIsNotDueYetIsToldWhenItIs() {
        Member step = member(true, UNTOLD, Member.Acknowledged.NO, Optional.empty(), LATER, Severity.WARNING);
        Flush early = decide(TOGETHER, NOW, step);
        assertThat(early.reason()).isEqualTo(FlushReason.NOTHING_NEW);
        assertThat(early.lookAgain()).contains(LATER);
        assertThat(decide(TOGETHER, LATER.plusSeconds(1), step).lookAgain())
                .as("not before the group may be told")
                .contains(LATER.plusSeconds(1));
        Member due = member(true, UNTOLD, Member.Acknowledged.NO, Optional.empty(), NOW, Severity.WARNING);
        assertThat(decide(TOGETHER, NOW, due).told()).containsExactly(due);
    }

    @Test
    void onlyWhatBecameWorseIsToldAgainAndNotThroughASilence() {
        Member.Acknowledged no = Member.Acknowledged.NO;
        Member worse = member(true, TOLD, no, Optional.empty(), NOW, Severity.CRITICAL);
        assertThat(decide(TOGETHER, NOW, worse).reason()).isEqualTo(FlushReason.SEVERITY_ROSE);
        assertThat(decide(TOGETHER, NOW, worse).told()).containsExactly(worse);
        Member better = member(true, TOLD, no, Optional.empty(), NOW, Severity.INFO);
        assertThat(decide(TOGETHER, NOW, better).reason()).isEqualTo(FlushReason.NOTHING_NEW);
        Member silenced = member(true, TOLD, no, MUTED, NOW, Severity.CRITICAL);
        assertThat(decide(TOGETHER, NOW, silenced).reason()).isEqualTo(FlushReason.NOTHING_NEW);
        assertThat(decide(TOGETHER, NOW, silenced).lookAgain()).contains(LATER);
    }

    @Test
    void anEndIsToldWithWhatTheReceiverKnowsStillToFire() {
        Member ended = member(false, TOLD);
        Member known = member(true, TOLD);
        Member unheard = member(true, UNTOLD, Member.Acknowledged.NO, MUTED, NOW, Severity.WARNING);
        Flush some = decide(TOGETHER, NOW, ended, known);
        assertThat(some.reason()).isEqualTo(FlushReason.NEW_RESOLVED_ALERTS);
        assertThat(some.told()).containsExactly(ended, known);
        assertThat(some.gone()).containsExactly(ended);
        Flush all = decide(TOGETHER, NOW, ended, unheard);
        assertThat(all.reason()).isEqualTo(FlushReason.ALL_ALERTS_RESOLVED);
        assertThat(all.told()).containsExactly(ended);
        assertThat(decide(ALONE, NOW, ended).lookAgain()).as("nothing is left").isEmpty();
    }

    @Test
    void aRepetitionTellsOnlyWhatNobodyHasTakenOnAndNothingSilenced() {
        Member known = member(true, TOLD);
        Member taken = member(true, TOLD, TAKEN, Optional.empty(), NOW, Severity.WARNING);
        Member silenced = member(true, TOLD, Member.Acknowledged.NO, MUTED, NOW, Severity.WARNING);
        Group old = group(TOGETHER, NOW, Optional.of(LONG_AGO));
        Flush repeated = Flush.decide(old, List.of(known, taken, silenced), Optional.empty(), NOW);
        assertThat(repeated.reason()).isEqualTo(FlushReason.REPEAT_INTERVAL_ELAPSED);
        assertThat(repeated.told()).containsExactly(known);
        for (Member quiet : List.of(taken, silenced)) {
            assertThat(Flush.decide(old, List.of(quiet), Optional.empty(), NOW).reason())
                    .isEqualTo(FlushReason.NOTHING_NEW);
        }
        Group justNow = group(TOGETHER, NOW, Optional.of(NOW.minusSeconds(4 * 3600)));
        assertThat(Flush.decide(justNow, List.of(known), Optional.empty(), NOW).reason())
                .isEqualTo(FlushReason.REPEAT_INTERVAL_ELAPSED);
        assertThat(Flush.decide(justNow, List.of(known), Optional.empty(), NOW.minusMillis(1))
                        .reason())
                .isEqualTo(FlushReason.NOTHING_NEW);
    }

    @Test
    void whatWasOverBeforeAnybodyHeardOfItIsToldOnlyWhereNothingIsWaitedFor() {
        Member missed = member(false, UNTOLD);
        Flush late = decide(ALONE, NOW, missed);
        assertThat(late.reason()).isEqualTo(FlushReason.FIRST_NOTIFICATION);
        assertThat(late.missed()).containsExactly(missed);
        assertThat(late.told()).isEmpty();
        assertThat(late.gone()).containsExactly(missed);
        Member taken = member(false, UNTOLD, TAKEN, Optional.empty(), NOW, Severity.WARNING);
        Member silenced = member(false, UNTOLD, Member.Acknowledged.NO, MUTED, NOW, Severity.WARNING);
        for (Flush never : List.of(
                decide(TOGETHER, NOW, missed),
                decide(plan(true, 0, Duration.ofSeconds(30)), NOW, missed),
                decide(plan(true, 1, Duration.ZERO), NOW, missed),
                decide(ALONE, NOW, taken),
                decide(ALONE, NOW, silenced),
                Flush.decide(group(ALONE, NOW), List.of(missed), Optional.of(LATER), NOW))) {
            assertThat(never.reason()).isEqualTo(FlushReason.NOTHING_NEW);
            assertThat(never.missed()).isEmpty();
            assertThat(never.gone()).as("forgotten").hasSize(1);
            assertThat(never.lookAgain()).isEmpty();
        }
    }

    @Test
    void theEndOfAnAcknowledgementWakesButNotBeforeTheGroupMayBeTold() {
        Member taken = member(
                true, TOLD, new Member.Acknowledged(true, Optional.of(LATER)), Optional.empty(), NOW, Severity.WARNING);
        assertThat(decide(TOGETHER, NOW, taken).lookAgain()).contains(LATER);
        assertThat(decide(TOGETHER, LATER.plusSeconds(5), taken).lookAgain()).contains(LATER.plusSeconds(5));
    }

    private static Flush decide(GroupPlan plan, Instant notBefore, Member... members) {
        return Flush.decide(group(plan, notBefore), List.of(members), Optional.empty(), NOW);
    }

    private static Group group(GroupPlan plan, Instant notBefore) {
        return group(plan, notBefore, Optional.empty());
    }

    private static Group group(GroupPlan plan, Instant notBefore, Optional<Instant> toldAt) {
        return new Group(UUID.randomUUID(), "acme", "team", "{}:{}", Map.of(), plan, notBefore, toldAt, 0, LONG_AGO);
    }

    private static GroupPlan plan(boolean alone, int step, Duration wait) {
        return new GroupPlan(
                alone, step, wait, Duration.ofMinutes(5), Duration.ofHours(4), List.of(), List.of(), Optional.empty());
    }

    private static Member member(boolean fires, Optional<Severity> told) {
        return member(fires, told, Member.Acknowledged.NO, Optional.empty(), NOW, Severity.WARNING);
    }

    private static Member member(
            boolean fires,
            Optional<Severity> told,
            Member.Acknowledged acknowledged,
            Optional<Mute> mute,
            Instant dueAt,
            Severity severity) {
        return new Member(alert(fires, severity), Map.of(), dueAt, told, acknowledged, mute);
    }

    static Alert alert(boolean fires, Severity severity) {
        return new Alert(
                UUID.randomUUID(),
                UUID.nameUUIDFromBytes(new byte[] {1}),
                1,
                "Too hot",
                "threshold",
                severity,
                new SeriesKey("acme", "pump-7", "temperature"),
                fires ? AlertState.FIRING : AlertState.RESOLVED,
                31,
                "it is hot",
                LONG_AGO,
                LONG_AGO,
                Optional.empty(),
                fires ? Optional.empty() : Optional.of(NOW),
                Map.of(),
                Map.of());
    }
}
