package io.telltale.alerting.absence;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.Stage;
import io.telltale.alerting.rule.Rule;
import io.telltale.testkit.NatsServer;
import io.telltale.testkit.Timescale;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is heard and who is not, as time goes by. */
class SilenceTimelineIT {

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
    void aDeviceThatIsConnectedAndSaysNothingIsStale() throws Exception {
        time.devices("pump").gateway("a").begins("pump", "a", 1).talks("pump").stale(Duration.ofMinutes(5));
        time.passes(Duration.ofMinutes(3));
        time.falls("pump").passes(Duration.ofMinutes(5));
        assertThat(time.firing()).isEmpty();
        time.passes(MINUTE);
        assertThat(time.firing()).containsExactly("pump presence");
        assertThat(time.state("pump")).isEqualTo("online");
        time.passes(Duration.ofMinutes(6));
        assertThat(time.state("pump")).isEqualTo("stale");
        time.ends("pump", "a", 1, "disconnected");
        assertThat(time.state("pump")).isEqualTo("offline");
        time.talks("pump").begins("pump", "a", 2).passes(Duration.ofSeconds(15));
        assertThat(time.firing()).isEmpty();
        assertThat(time.state("pump")).isEqualTo("online");
    }

    @Test
    void aSeriesThatFallsSilentIsToldAndEndsWithItsNextReading() throws Exception {
        time.devices("pump", "door").talks("pump", "door").silent(Duration.ofMinutes(5), "temperature");
        time.passes(Duration.ofMinutes(3)).falls("pump").passes(Duration.ofMinutes(5));
        assertThat(time.firing()).isEmpty();
        time.passes(MINUTE);
        assertThat(time.firing()).containsExactly("pump temperature");
        time.reads("pump", "humidity").passes(Duration.ofSeconds(15));
        assertThat(time.firing()).containsExactly("pump temperature");
        time.reads("pump", "temperature").passes(Duration.ofSeconds(15));
        assertThat(time.firing()).isEmpty();
        assertThat(time.all()).containsExactly("pump temperature");
    }

    @Test
    void aDeviceThatNeverSentAnythingIsSilentSinceItWasRegistered() throws Exception {
        time.talks("door").devices("door").silent(Duration.ofMinutes(5), "temperature");
        time.passes(Duration.ofMinutes(10)).devices("ghost", "dimmer").reads("dimmer", "light");
        time.passes(Duration.ofMinutes(5));
        assertThat(time.firing()).isEmpty();
        time.passes(MINUTE);
        assertThat(time.firing()).containsExactly("ghost temperature");
    }

    @Test
    void aDeviceThatNeverSentAnythingIsSilentSinceTheRuleCame() throws Exception {
        time.devices("ghost").silent(Duration.ofMinutes(5), "light");
        time.passes(Duration.ofMinutes(10));
        assertThat(time.firing()).containsExactly("ghost light");
        time.silent(Duration.ofMinutes(5), "temperature");
        time.passes(Duration.ofMinutes(5));
        assertThat(time.firing()).containsExactly("ghost light");
        time.passes(MINUTE);
        assertThat(time.firing()).containsExactly("ghost light", "ghost temperature");
    }

    @Test
    void aDeviceThatIsRegisteredAnewIsAnother() throws Exception {
        time.devices("door", "pump").talks("door", "pump").silent(Duration.ofMinutes(5), "temperature");
        time.passes(MINUTE).falls("pump").removed("pump").passes(Duration.ofMinutes(10));
        time.devices("pump").passes(Duration.ofMinutes(5));
        assertThat(time.all()).isEmpty();
        time.passes(MINUTE);
        assertThat(time.firing()).containsExactly("pump temperature");
    }

    @Test
    void anOutageABacklogAndARestartAreNoSilence() throws Exception {
        time.devices("pump").talks("pump").silent(Duration.ofMinutes(5), "temperature");
        time.passes(Duration.ofMinutes(3));
        time.serverAway(true).passes(Duration.ofMinutes(20));
        time.serverAway(false).falls("pump").passes(Duration.ofMinutes(4));
        time.talks("pump").passes(MINUTE);
        time.falls("pump").readingsBehind(true).passes(Duration.ofMinutes(20));
        time.readingsBehind(false).passes(Duration.ofMinutes(4)).talks("pump").passes(MINUTE);
        time.falls("pump").restarts(Duration.ofHours(1)).passes(Duration.ofMinutes(4));
        assertThat(time.all()).isEmpty();
    }

    @Test
    void aRestartForgetsNoSilence() throws Exception {
        time.devices("pump").talks("pump").silent(Duration.ofMinutes(5), "temperature");
        time.passes(Duration.ofMinutes(3)).falls("pump").passes(Duration.ofMinutes(4));
        time.restarts(Duration.ofMinutes(10)).passes(Duration.ofMinutes(2).plusSeconds(30));
        assertThat(time.firing()).containsExactly("pump temperature");
        time.restarts(Duration.ofMinutes(10)).passes(Duration.ofMinutes(10));
        assertThat(time.all()).containsExactly("pump temperature");
    }

    @Test
    void aShareOfTheFleetIsToldOnce() throws Exception {
        Rule half = time.silentShare(Duration.ofMinutes(5), 0.5);
        time.devices("p1", "p2", "p3", "p4").talks("p1", "p2", "p3", "p4").passes(Duration.ofMinutes(2));
        time.falls("p1").passes(Duration.ofMinutes(10));
        assertThat(time.all()).isEmpty();
        time.falls("p2").falls("p3").passes(Duration.ofMinutes(10));
        assertThat(time.all()).containsExactly("* temperature");
        time.talks("p2").passes(MINUTE);
        assertThat(time.firing()).containsExactly("* temperature");
        time.talks("p3").passes(MINUTE);
        assertThat(time.firing()).isEmpty();
        time.falls("p2").falls("p3").passes(Duration.ofMinutes(10));
        assertThat(time.firing()).containsExactly("* temperature");
        time.without(half).passes(MINUTE);
        assertThat(time.firing()).isEmpty();
        assertThat(time.all()).hasSize(2);
    }
}
