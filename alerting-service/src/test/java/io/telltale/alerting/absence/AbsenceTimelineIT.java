package io.telltale.alerting.absence;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.Stage;
import io.telltale.alerting.store.PresenceStore;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is there and who is not, as time goes by. */
class AbsenceTimelineIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private Stage stage;
    private Timeline time;

    @BeforeEach
    void open() throws Exception {
        stage = new Stage(NatsServer.shared(), Timescale.shared());
        time = new Timeline(stage);
    }

    @AfterEach
    void close() throws Exception {
        time.close();
        stage.close();
    }

    @Test
    void aDeviceThatDisconnectsIsOfflineAfterTheHoldAndOnlineWithItsReturn() throws Exception {
        time.devices("pump").gateway("a").offline(MINUTE);
        time.begins("pump", "a", 1).passes(MINUTE);
        assertThat(time.state("pump")).isEqualTo("online");
        time.ends("pump", "a", 1, "disconnected").passes(Duration.ofSeconds(55));
        assertThat(time.state("pump")).isEqualTo("offline");
        assertThat(time.firing()).isEmpty();
        time.passes(Duration.ofSeconds(5));
        assertThat(time.firing()).containsExactly("pump presence");
        time.begins("pump", "a", 2).passes(Duration.ofSeconds(5));
        assertThat(time.state("pump")).isEqualTo("online");
        assertThat(time.firing()).isEmpty();
        assertThat(time.all()).containsExactly("pump presence");
    }

    @Test
    void theEndOfAnOldSessionNeverEndsANewOneHoweverLateAndOftenItComes() throws Exception {
        time.devices("pump").gateway("a").gateway("b").offline(Duration.ZERO);
        time.begins("pump", "a", 2).ends("pump", "a", 1, "connection-lost").passes(MINUTE);
        assertThat(time.state("pump")).isEqualTo("online");
        time.begins("pump", "b", 1).ends("pump", "a", 2, "connection-lost").passes(MINUTE);
        assertThat(time.state("pump")).isEqualTo("online");
        time.ends("pump", "a", 2, "connection-lost").begins("pump", "a", 2).passes(MINUTE);
        assertThat(time.state("pump")).isEqualTo("online");
        assertThat(time.all()).isEmpty();
        time.ends("pump", "b", 1, "connection-lost").passes(MINUTE);
        assertThat(time.state("pump")).isEqualTo("offline");
        assertThat(time.firing()).containsExactly("pump presence");
    }

    @Test
    void anyOrderOfTheEventsComesToTheSame() throws Exception {
        time.devices("pump").gateway("a").gateway("b");
        var events = new ArrayList<>(List.of(
                Timeline.session("pump", "a", 1, true, "connected", time.now()),
                Timeline.session("pump", "a", 1, false, "connection-lost", time.now()),
                Timeline.session("pump", "a", 3, true, "connected", time.now()),
                Timeline.session("pump", "b", 7, true, "connected", time.now()),
                Timeline.session("pump", "b", 7, false, "disconnected", time.now())));
        for (int order = 0; order < 20; order++) {
            Collections.shuffle(events, new Random(order));
            stage.execute("delete from device_sessions");
            var store = new PresenceStore(stage.transactions);
            events.forEach(event -> store.record(List.of(event)));
            assertThat(time.state("pump")).as("%s", events).isEqualTo("online");
        }
    }

    @Test
    void devicesOfAKilledGatewayThatReturnInTimeWereNeverOffline() throws Exception {
        time.gateway("a").offline(Duration.ZERO);
        for (int i = 0; i < 300; i++) {
            time.devices("pump-" + i).begins("pump-" + i, "a", i + 1);
        }
        time.passes(MINUTE);
        assertThat(time.firing()).isEmpty();
        time.killed("a").passes(Duration.ofSeconds(20)).gateway("b");
        for (int i = 0; i < 299; i++) {
            time.begins("pump-" + i, "b", i + 1);
        }
        time.passes(MINUTE);
        assertThat(time.all()).containsExactly("pump-299 presence");
        assertThat(time.state("pump-299")).isEqualTo("offline");
        assertThat(time.state("pump-0")).isEqualTo("online");
        time.begins("pump-299", "b", 300).passes(Duration.ofSeconds(5));
        assertThat(time.firing()).isEmpty();
    }

    @Test
    void aDeviceThatOthersStandBehindIsToldBeforeThem() throws Exception {
        time.atMost(1).gateway("a").devices("arm", "belt").hub("hub").offline(Duration.ZERO);
        time.begins("arm", "a", 1).begins("belt", "a", 2).begins("hub", "a", 3).passes(MINUTE);
        time.ends("arm", "a", 1, "connection-lost").ends("belt", "a", 2, "connection-lost");
        time.ends("hub", "a", 3, "connection-lost").passes(Duration.ofSeconds(5));
        assertThat(time.firing()).containsExactly("hub presence");
        time.passes(Duration.ofSeconds(10));
        assertThat(time.firing()).containsExactly("arm presence", "belt presence", "hub presence");
    }

    @Test
    void aGatewayThatWasOnlyFrozenComesBackWithItsSessions() throws Exception {
        time.devices("pump").gateway("a").offline(Duration.ZERO);
        time.begins("pump", "a", 1).passes(MINUTE);
        time.killed("a").passes(MINUTE);
        assertThat(time.firing()).containsExactly("pump presence");
        time.gateway("a").passes(Duration.ofSeconds(5));
        assertThat(time.state("pump")).isEqualTo("online");
        assertThat(time.firing()).isEmpty();
    }

    @Test
    void noGatewayIsGivenUpForAnOutageOfNatsNorForARestartOfThisService() throws Exception {
        time.devices("pump").gateway("a").offline(Duration.ZERO);
        time.begins("pump", "a", 1).passes(MINUTE);
        time.serverAway(true).killed("a").passes(Duration.ofMinutes(10));
        time.serverAway(false).passes(Duration.ofSeconds(20)).gateway("a").passes(MINUTE);
        assertThat(time.all()).isEmpty();
        time.restarts(Duration.ofMinutes(10))
                .killed("a")
                .passes(Duration.ofSeconds(20))
                .gateway("a")
                .passes(MINUTE);
        assertThat(time.all()).isEmpty();
    }

    @Test
    void nobodyIsOfflineBeforeAllThatWasToldIsRead() throws Exception {
        time.devices("pump").gateway("a").offline(Duration.ZERO);
        time.begins("pump", "a", 1).passes(MINUTE);
        time.eventsBehind(true).ends("pump", "a", 1, "connection-lost").passes(MINUTE);
        assertThat(time.all()).isEmpty();
        time.begins("pump", "a", 2).eventsBehind(false).passes(MINUTE);
        assertThat(time.all()).isEmpty();
    }

    @Test
    void aDeviceThatWasNeverThereIsOfflineOnceItHasBeenWaitedFor() throws Exception {
        time.devices("ghost").gateway("a").offline(MINUTE);
        time.passes(Duration.ofSeconds(60));
        assertThat(time.firing()).isEmpty();
        time.passes(Duration.ofSeconds(10));
        assertThat(time.firing()).containsExactly("ghost presence");
        time.removed("ghost").passes(Duration.ofSeconds(5));
        assertThat(time.firing()).isEmpty();
    }

    @Test
    void aDeviceBehindAGatewayIsNotOfflineForNeverHavingConnected() throws Exception {
        time.devices("child").talks("child").offline(MINUTE);
        time.passes(Duration.ofMinutes(5));
        assertThat(time.all()).isEmpty();
        assertThat(time.state("child")).isEqualTo("online");
    }

    @Test
    void everyChangeOfPresenceIsToldOnce() throws Exception {
        time.devices("pump", "ghost")
                .gateway("a")
                .gateway("b")
                .begins("pump", "a", 1)
                .talks("pump");
        time.passes(MINUTE)
                .begins("pump", "b", 1)
                .ends("pump", "a", 1, "disconnected")
                .passes(MINUTE);
        time.falls("pump").passes(Duration.ofMinutes(12)).restarts(MINUTE).passes(MINUTE);
        time.talks("pump").passes(MINUTE);
        time.ends("pump", "b", 1, "keep-alive-timeout")
                .passes(MINUTE)
                .begins("pump", "b", 2)
                .passes(MINUTE);
        time.killed("b").passes(MINUTE);
        assertThat(time.told())
                .containsExactly(
                        "pump online: connected",
                        "pump stale: silent",
                        "pump online: connected",
                        "pump offline: keep-alive-timeout",
                        "pump online: connected",
                        "pump offline: gateway-lost");
    }

    @Test
    void twoReplicasJudgeOnce() throws Exception {
        time.devices("pump").gateway("a").begins("pump", "a", 1).offline(Duration.ZERO);
        try (Timeline other = new Timeline(stage)) {
            other.devices("pump").gateway("a").reload();
            for (int i = 0; i < 20; i++) {
                if (i == 5) {
                    time.ends("pump", "a", 1, "disconnected");
                }
                time.passes(Duration.ofSeconds(5));
                other.passes(Duration.ofSeconds(5));
            }
        }
        assertThat(time.all()).containsExactly("pump presence");
        assertThat(time.firing()).containsExactly("pump presence");
    }
}
