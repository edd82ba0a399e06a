package io.telltale.alerting.group;

import static io.telltale.alerting.group.GroupTimeline.between;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Severity;
import org.junit.jupiter.api.Test;

/** What receivers hear, and when, of alerts that are told each by itself, when too many come. */
class StormTimelineTest {

    private static final String STORMY = """
            route:
              receiver: default
              group_by: ['...']
              group_wait: 0s
              repeat_interval: 4h
              storm: {alerts: 3, within: 1m, group_wait: 10s, group_interval: 2m}
            receivers: [{name: default}]
            """;

    @Test
    void upToTheLimitEachIsToldByItselfThenTheOthersTogetherUntilFewerCome() {
        GroupTimeline timeline = stormOf5()
                .at(20)
                .fires("pump-6")
                .silentUntil(133)
                .at(135)
                .expect(between(134, 134), "default: +pump-6 +pump-4 +pump-5");
        timeline.at(140).fires("pump-7").expect(between(140, 140), "default: +pump-7");
        assertThat(timeline.groups()).isEqualTo(5);
    }

    @Test
    void itLastsWhileTheyKeepComing() {
        GroupTimeline timeline = stormOf5();
        for (int i = 1; i <= 20; i++) {
            timeline.at(14 + 10 * i).fires("fan-" + i);
        }
        timeline.expect(between(134, 134), "default: +fan-1 +fan-2 +fan-3 and 10")
                .at(300)
                .expect(between(254, 254), "default: +fan-12 +fan-13 +fan-14 and 19")
                .silentUntil(3600);
    }

    /** Just within the time of the storm, and just past it. */
    @Test
    void itIsOverWhenTheLimitIsMetNoMoreWithinItsTime() {
        new GroupTimeline(STORMY)
                .at(0)
                .fires("pump-1")
                .expect(between(0, 0), "default: +pump-1")
                .at(1)
                .fires("pump-2")
                .expect(between(1, 1), "default: +pump-2")
                .at(2)
                .fires("pump-3")
                .expect(between(2, 2), "default: +pump-3")
                .at(60)
                .fires("pump-4")
                .expect(between(60, 60), "default: +pump-4")
                .at(60.9)
                .fires("pump-5")
                .silentUntil(70.8)
                .at(71)
                .expect(between(70.9, 70.9), "default: +pump-5");
    }

    @Test
    void otherRulesAreToldAtOnceInTheMeantime() {
        stormOf5()
                .fires("gw", "kind=presence", "gateway=gw")
                .expect(between(14, 14), "default: +gw")
                .silentUntil(3600);
    }

    @Test
    void whatBecomesMoreSevereAndWhatEndsIsToldWhereItsBeginningWas() {
        stormOf5()
                .at(30)
                .rises("pump-1", Severity.CRITICAL)
                .expect(between(30, 30), "default: +pump-1")
                .resolves("pump-1")
                .expect(between(30, 30), "default: -pump-1")
                .at(1000)
                .rises("pump-5", Severity.CRITICAL)
                .expect(between(1000, 1000), "default: +pump-5 +pump-4")
                .resolves("pump-4")
                .silentUntil(1119)
                .at(1121)
                .expect(between(1120, 1120), "default: -pump-4 +pump-5")
                .resolves("pump-5")
                .at(1300)
                .expect(between(1240, 1240), "default: -pump-5")
                .silentUntil(3600);
    }

    @Test
    void whatCameWithTheStormAndWentBeforeItWasToldIsNotTold() {
        GroupTimeline timeline = new GroupTimeline(STORMY).at(0);
        for (int i = 1; i <= 8; i++) {
            timeline.fires("pump-1").resolves("pump-1");
        }
        for (int i = 1; i <= 3; i++) {
            timeline.expect(between(0, 0), "default: +pump-1").expect(between(0, 0), "default: -pump-1");
        }
        timeline.silentUntil(3600);
        assertThat(timeline.groups()).isZero();
    }

    @Test
    void stepsOfTheEscalationAreOfOneStormToo() {
        new GroupTimeline(STORMY.replace("repeat_interval: 4h", "escalation: [{after: 10m, receiver: boss}]")
                        .replace("{name: default}", "{name: default}, {name: boss}")
                        .replace("alerts: 3", "alerts: 1"))
                .at(0)
                .fires("pump-1")
                .expect(between(0, 0), "default: +pump-1")
                .at(1)
                .fires("pump-2")
                .fires("pump-3", Severity.INFO)
                .at(12)
                .expect(between(11, 11), "default: +pump-2 +pump-3")
                .silentUntil(599)
                .at(602)
                .expect(between(600, 600), "boss: +pump-1")
                .expect(between(601, 601), "boss: +pump-2 +pump-3")
                .resolves("pump-3")
                .expect(between(602, 602), "default: -pump-3 +pump-2")
                .at(800)
                .expect(between(721, 721), "boss: -pump-3 +pump-2");
    }

    @Test
    void aRoutingThatChangesElsewhereTellsNothingAgain() {
        stormOf5()
                .at(500)
                .reroutes(STORMY.replace("repeat_interval: 4h", "repeat_interval: 4h\n  routes: [{matchers: [a=b]}]"))
                .silentUntil(3600);
    }

    @Test
    void aRoutingThatIsNewTellsWhatFiresAlreadyAsAStorm() {
        stormOf5()
                .at(500)
                .reroutes(STORMY.replace("receiver: default", "receiver: boss")
                        .replace("{name: default}", "{name: default}, {name: boss}")
                        .replace("alerts: 3", "alerts: 1"))
                .at(600)
                .expect(between(500, 500), "boss: +pump-1")
                .expect(between(510, 510), "boss: +pump-2 +pump-3 +pump-4 and 1")
                .silentUntil(3600);
    }

    @Test
    void aRestartInTheMiddleNeitherRepeatsNorForgets() {
        three(new GroupTimeline(STORMY))
                .at(4)
                .fires("pump-4")
                .at(5)
                .fires("pump-5")
                .restarts(40)
                .expect(between(40, 40), "default: +pump-4 +pump-5")
                .fires("pump-6")
                .restarts(50)
                .silentUntil(159)
                .at(161)
                .expect(between(160, 160), "default: +pump-6 +pump-4 +pump-5")
                .rises("pump-2", Severity.CRITICAL)
                .expect(between(161, 161), "default: +pump-2")
                .resolves("pump-2")
                .expect(between(161, 161), "default: -pump-2")
                .silentUntil(3600);
    }

    /** Told at 1, 2 and 3 s each of the first three, at 14 s the two others. */
    private static GroupTimeline stormOf5() {
        return three(new GroupTimeline(STORMY))
                .at(4)
                .fires("pump-4")
                .at(5)
                .fires("pump-5")
                .silentUntil(13.9)
                .at(14)
                .expect(between(14, 14), "default: +pump-4 +pump-5");
    }

    private static GroupTimeline three(GroupTimeline timeline) {
        for (int i = 1; i <= 3; i++) {
            timeline.at(i).fires("pump-" + i).expect(between(i, i), "default: +pump-" + i);
        }
        return timeline;
    }
}
