package io.telltale.alerting.group;

import static io.telltale.alerting.group.GroupTimeline.between;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.routing.TimeInterval;
import io.telltale.alerting.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What receivers hear of alerts, and when. */
class GroupTimelineTest {

    private static final String GROUPED = """
            route: {receiver: default, group_by: [alertname], group_wait: 30s, group_interval: 5m, repeat_interval: 4h}
            receivers: [{name: default}]
            """;
    private static final String ALONE = """
            route: {receiver: default, group_by: ['...'], group_wait: 0s, group_interval: 1m, repeat_interval: 4h}
            receivers: [{name: default}]
            """;

    @Test
    void alertsThatComeWithinTheGroupWaitAreToldTogether() {
        new GroupTimeline(GROUPED)
                .at(0)
                .fires("pump-1")
                .at(10)
                .fires("pump-2")
                .silentUntil(29.9)
                .at(31)
                .expect(between(30, 30), "default: +pump-1 +pump-2")
                .silentUntil(3600);
    }

    @Test
    void whatIsAddedLaterWaitsForTheGroupInterval() {
        new GroupTimeline(GROUPED)
                .at(0)
                .fires("pump-1")
                .at(31)
                .expect(between(30, 30), "default: +pump-1")
                .at(60)
                .fires("pump-2")
                .at(90)
                .fires("pump-3")
                .silentUntil(329.9)
                .at(331)
                .expect(between(330, 330), "default: +pump-2 +pump-3 +pump-1")
                .at(2000)
                .resolves("pump-1")
                .expect(between(2000, 2000), "default: -pump-1 +pump-2 +pump-3")
                .at(2001)
                .resolves("pump-2")
                .resolves("pump-3")
                .at(2400)
                .expect(between(2300, 2300), "default: -pump-2 -pump-3");
    }

    @Test
    void whatComesAndGoesBeforeItsGroupIsToldIsNotTold() {
        GroupTimeline timeline =
                new GroupTimeline(GROUPED).at(0).fires("pump-1").at(5).resolves("pump-1");
        timeline.silentUntil(3600);
        assertThat(timeline.groups()).isZero();
    }

    @Test
    void anUnchangedGroupIsToldAgainAfterTheRepeatInterval() {
        double fourHours = 4 * 3600;
        new GroupTimeline(GROUPED)
                .at(0)
                .fires("pump-1")
                .at(31)
                .expect(between(30, 30), "default: +pump-1")
                .silentUntil(fourHours + 29)
                .at(fourHours + 31)
                .expect(between(fourHours + 30, fourHours + 30), "default: +pump-1")
                .at(fourHours + 40)
                .resolves("pump-1")
                .at(3 * fourHours)
                .expect(between(fourHours + 330, fourHours + 330), "default: -pump-1")
                .silentUntil(4 * fourHours);
    }

    @Test
    void anAlertAloneIsToldAtOnceEachTimeAndItsEndToo() {
        GroupTimeline timeline = new GroupTimeline(ALONE)
                .at(0)
                .fires("pump-1")
                .fires("pump-2")
                .expect(between(0, 0), "default: +pump-1")
                .expect(between(0, 0), "default: +pump-2")
                .at(0.01)
                .resolves("pump-1")
                .expect(between(0.01, 0.01), "default: -pump-1")
                .at(0.02)
                .fires("pump-1")
                .expect(between(0.02, 0.02), "default: +pump-1");
        assertThat(timeline.groups()).isEqualTo(2);
    }

    @Test
    void aNotificationTellsTheWorstFirstNoMoreThanItMayAndCountsTheRest() {
        new GroupTimeline(GROUPED)
                .at(0)
                .fires("pump-1")
                .at(1)
                .fires("pump-2", Severity.CRITICAL)
                .at(2)
                .fires("pump-3")
                .at(3)
                .fires("pump-4", Severity.INFO)
                .at(4)
                .fires("pump-5")
                .at(31)
                .expect(between(30, 30), "default: +pump-2 +pump-1 +pump-3 and 2");
    }

    @Test
    void aSilencedAlertIsToldWhenItFiresStillAtTheEndOfTheSilence() {
        new GroupTimeline(ALONE)
                .at(0)
                .silenced("device=~\"pump-.\"", 600)
                .at(1)
                .fires("pump-1")
                .fires("pump-2")
                .fires("fan")
                .expect(between(1, 1), "default: +fan")
                .at(300)
                .resolves("pump-2")
                .silentUntil(599.9)
                .at(601)
                .expect(between(600, 600), "default: +pump-1")
                .silentUntil(3600);
    }

    @Test
    void aSilenceThatIsEndedEarlyTellsAtOnce() {
        new GroupTimeline(ALONE)
                .at(0)
                .silenced("device=pump-1", 600)
                .at(1)
                .fires("pump-1")
                .silentUntil(60)
                .expired()
                .at(60)
                .expect(between(60, 60), "default: +pump-1");
    }

    @Test
    void theEndOfWhatWasToldIsToldThroughASilence() {
        new GroupTimeline(ALONE)
                .at(0)
                .fires("pump-1")
                .expect(between(0, 0), "default: +pump-1")
                .at(1)
                .silenced("device=pump-1", 600)
                .at(2)
                .resolves("pump-1")
                .expect(between(2, 2), "default: -pump-1");
    }

    @Test
    void aMaintenanceWindowSilencesAtItsTimesOnly() {
        TimeInterval from1210to1220 = new TimeInterval(
                "",
                new TimeInterval.Document(
                        List.of(new TimeInterval.Times("12:10", "12:20")), null, null, null, null, null));
        new GroupTimeline(ALONE)
                .at(0)
                .silenced("device=~\".+\"", 86_400, from1210to1220)
                .at(60)
                .fires("pump-1")
                .expect(between(60, 60), "default: +pump-1")
                .at(660)
                .fires("pump-2")
                .silentUntil(1199)
                .at(1201)
                .expect(between(1200, 1200), "default: +pump-2");
    }

    @Test
    void aGatewayThatIsAwayMutesWhatIsBehindItUntilItIsBack() {
        new GroupTimeline(ALONE)
                .at(0)
                .fires("gw", "kind=presence", "gateway=gw")
                .expect(between(0, 0), "default: +gw")
                .at(1)
                .fires("pump-1", "gateway=gw")
                .fires("pump-2", "gateway=gw")
                .fires("pump-3", "gateway=other")
                .expect(between(1, 1), "default: +pump-3")
                .at(200)
                .resolves("pump-2")
                .silentUntil(300)
                .resolves("gw")
                .expect(between(300, 300), "default: -gw")
                .at(331)
                .expect(between(300, 300), "default: +pump-1")
                .silentUntil(3600);
    }

    @Test
    void aRuleOfInhibitionMutesWhatIsEqualAndNeverItself() {
        new GroupTimeline(ALONE + """
                inhibit_rules:
                - {source_matchers: [severity=critical], target_matchers: ['severity=~"warning|critical"'], equal: [hall]}
                """)
                .at(0)
                .fires("boiler", Severity.CRITICAL, "hall=1")
                .expect(between(0, 0), "default: +boiler")
                .fires("burner", Severity.CRITICAL, "hall=1")
                .expect(between(0, 0), "default: +burner")
                .fires("pump-1", "hall=1")
                .fires("pump-2", "hall=2")
                .expect(between(0, 0), "default: +pump-2")
                .silentUntil(600);
    }

    @Test
    void nobodyIsToldInMutedTimesButForWhatStillFiresAfterThem() {
        new GroupTimeline("""
                route:
                  receiver: default
                  routes:
                  - {group_by: ['...'], group_wait: 0s, mute_time_intervals: [lunch]}
                receivers: [{name: default}]
                time_intervals:
                - {name: lunch, time_intervals: [{times: [{start_time: '12:00', end_time: '12:30'}]}]}
                """)
                .at(0)
                .fires("pump-1")
                .fires("pump-2")
                .at(10)
                .resolves("pump-2")
                .silentUntil(1799)
                .at(1801)
                .expect(between(1800, 1800), "default: +pump-1")
                .silentUntil(3600);
    }

    @Test
    void whatNobodyAcknowledgesGoesToTheNextStep() {
        String escalating = """
                route:
                  receiver: team
                  group_by: [alertname]
                  group_wait: 0s
                  escalation: [{after: 10m, receiver: lead}, {after: 20m, receiver: boss}]
                receivers: [{name: team}, {name: lead}, {name: boss}]
                """;
        new GroupTimeline(escalating)
                .at(0)
                .fires("pump-1")
                .fires("pump-2")
                .expect(between(0, 0), "team: +pump-1")
                .at(301)
                .expect(between(300, 300), "team: +pump-2 +pump-1")
                .acknowledged("pump-2", 86_400)
                .silentUntil(599)
                .at(601)
                .expect(between(600, 600), "lead: +pump-1")
                .acknowledged("pump-1", 1_800)
                .silentUntil(1_799)
                .at(1_801)
                .expect(between(1_800, 1_800), "boss: +pump-1")
                .at(2_000)
                .resolves("pump-2")
                .expect(between(2_000, 2_000), "team: -pump-2 +pump-1")
                .resolves("pump-1")
                .at(2_400);
    }

    @Test
    void whatIsAcknowledgedIsNotRepeatedUntilThatEnds() {
        double fourHours = 4 * 3600;
        new GroupTimeline(ALONE)
                .at(0)
                .fires("pump-1")
                .expect(between(0, 0), "default: +pump-1")
                .at(10)
                .acknowledged("pump-1", 5 * 3600)
                .silentUntil(5 * 3600 - 1)
                .at(5 * 3600 + 1)
                .expect(between(5 * 3600, 5 * 3600), "default: +pump-1")
                .silentUntil(5 * 3600 + fourHours - 1);
    }

    @Test
    void anAlertThatBecomesWorseIsToldAgainAlsoWhenAcknowledged() {
        new GroupTimeline(ALONE)
                .at(0)
                .fires("pump-1")
                .expect(between(0, 0), "default: +pump-1")
                .acknowledged("pump-1", 86_400)
                .at(100)
                .rises("pump-1", Severity.CRITICAL)
                .expect(between(100, 100), "default: +pump-1")
                .silentUntil(3600);
    }

    @Test
    void anAlertThatFlapsIsToldAgainWhenItHasCalmedDown() {
        GroupTimeline timeline = new GroupTimeline("""
                route:
                  receiver: default
                  group_by: ['...']
                  group_wait: 0s
                  flapping: {changes: 3, within: 10m}
                receivers: [{name: default}]
                """);
        for (int i = 0; i < 2; i++) {
            timeline.at(i * 60)
                    .fires("pump-1")
                    .expect(between(i * 60, i * 60), "default: +pump-1")
                    .at(i * 60 + 10)
                    .resolves("pump-1")
                    .expect(between(i * 60 + 10, i * 60 + 10), "default: -pump-1");
        }
        for (int i = 2; i < 6; i++) {
            timeline.at(i * 60).fires("pump-1").silentUntil(i * 60 + 10).resolves("pump-1");
        }
        timeline.at(360).fires("pump-1").silentUntil(959).at(961).expect(between(960, 960), "default: +pump-1");
        timeline.at(1000).resolves("pump-1").expect(between(1000, 1000), "default: -pump-1");
    }

    @Test
    void whatWaitsWhenTheServiceDiesIsToldOnceByTheNextAndNothingIsRepeated() {
        double fourHours = 4 * 3600;
        new GroupTimeline(GROUPED)
                .at(0)
                .fires("pump-1")
                .at(31)
                .expect(between(30, 30), "default: +pump-1")
                .at(40)
                .fires("pump-2")
                .at(50)
                .restarts(400)
                .expect(between(400, 400), "default: +pump-2 +pump-1")
                .restarts(500)
                .silentUntil(fourHours + 399)
                .at(fourHours + 401)
                .expect(between(fourHours + 400, fourHours + 400), "default: +pump-1 +pump-2")
                .resolves("pump-1")
                .restarts(fourHours + 500)
                .silentUntil(fourHours + 699)
                .at(fourHours + 701)
                .expect(between(fourHours + 700, fourHours + 700), "default: -pump-1 +pump-2");
    }

    @Test
    void aRestartForgetsNoSilenceNoAcknowledgementAndNoStepOfTheEscalation() {
        double fourHours = 4 * 3600;
        new GroupTimeline("""
                route:
                  receiver: team
                  group_by: ['...']
                  group_wait: 0s
                  escalation: [{after: 10m, receiver: lead}]
                receivers: [{name: team}, {name: lead}]
                """)
                .at(0)
                .fires("pump-1")
                .expect(between(0, 0), "team: +pump-1")
                .silenced("device=pump-2", 300)
                .at(1)
                .fires("pump-2")
                .restarts(200)
                .silentUntil(299)
                .at(301)
                .expect(between(300, 300), "team: +pump-2")
                .restarts(500)
                .silentUntil(599)
                .at(602)
                .expect(between(600, 600), "lead: +pump-1")
                .expect(between(601, 601), "lead: +pump-2")
                .at(700)
                .acknowledged("pump-1", 86_400)
                .restarts(800)
                .silentUntil(299 + fourHours)
                .at(602 + fourHours)
                .expect(between(300 + fourHours, 300 + fourHours), "team: +pump-2")
                .expect(between(601 + fourHours, 601 + fourHours), "lead: +pump-2");
    }
}
