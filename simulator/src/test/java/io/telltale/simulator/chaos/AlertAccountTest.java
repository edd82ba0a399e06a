package io.telltale.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.simulator.chaos.AlarmReceiver.Notice;
import io.telltale.simulator.chaos.Crossing.Alert;
import io.telltale.simulator.load.DeviceAccount;
import io.telltale.simulator.load.Wave;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertAccountTest {

    private static final Crossing CROSSING = new Crossing("chaos-1", 100, 200, true, true);
    private static final Alert ALERT = new Alert("a", "chaos-1", 100, true);
    private static final Notice FIRING = notice("1", "a alert.firing");
    private static final Notice RESOLVED = notice("2", "a alert.resolved");

    @Test
    void isExactWhenACrossingMadeOneAlertThatWasToldOfTwice() {
        AlertAccount account = AlertAccount.of(List.of(CROSSING), List.of(ALERT), List.of(FIRING, RESOLVED, FIRING));

        assertThat(account).isEqualTo(new AlertAccount(1, 0, 0, 0, 0, 0, 0, 1));
        assertThat(account.exact()).isTrue();
    }

    @Test
    void missesTheAlertOfACrossing() {
        Alert other = new Alert("a", "chaos-2", 100, true);

        assertThat(AlertAccount.of(List.of(CROSSING), List.of(other), List.of(FIRING, RESOLVED)))
                .isEqualTo(new AlertAccount(1, 1, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void findsTwoAlertsOfOneCrossing() {
        Alert twin = new Alert("b", "chaos-1", 150, true);
        List<Notice> notices =
                List.of(FIRING, RESOLVED, notice("3", "b alert.firing"), notice("4", "b alert.resolved"));

        assertThat(AlertAccount.of(List.of(CROSSING), List.of(ALERT, twin), notices)
                        .doubled())
                .isEqualTo(1);
    }

    @Test
    void findsAnAlertThatIsNotResolvedAndOneThatWasNotNotified() {
        Alert open = new Alert("a", "chaos-1", 100, false);

        assertThat(AlertAccount.of(List.of(CROSSING), List.of(open), List.of()))
                .isEqualTo(new AlertAccount(1, 0, 0, 1, 1, 0, 0, 0));
        assertThat(AlertAccount.of(List.of(CROSSING), List.of(ALERT), List.of(FIRING))
                        .unnotified())
                .isEqualTo(1);
    }

    @Test
    void findsAChangeThatWasNotifiedUnderTwoIdsAndAForgedWebhook() {
        List<Notice> notices =
                List.of(FIRING, RESOLVED, notice("5", "a alert.firing"), new Notice("1", "a alert.firing", false));

        assertThat(AlertAccount.of(List.of(CROSSING), List.of(ALERT), notices))
                .isEqualTo(new AlertAccount(1, 0, 0, 0, 0, 1, 1, 1));
    }

    @Test
    void letsACrossingOfUnacknowledgedReadingsMakeAnAlertOrNot() {
        Crossing uncertain = new Crossing("chaos-1", 100, 200, true, false);

        assertThat(AlertAccount.of(List.of(uncertain), List.of(), List.of()).exact())
                .isTrue();
        assertThat(AlertAccount.of(List.of(uncertain), List.of(ALERT), List.of(FIRING, RESOLVED))
                        .exact())
                .isTrue();
    }

    @Test
    void crossingsFollowFromTheWaveAndWhatWasAcknowledged() {
        Wave wave = new Wave(1, 10, 3); // lifted: 1 to 3, 11 to 13, 21 to 23
        BitSet acknowledged = new BitSet();
        acknowledged.set(0, 23);
        acknowledged.clear(12);

        assertThat(Crossing.of(
                        new DeviceAccount("d", 0, 23, acknowledged, 0, acknowledged, new BitSet(), 0),
                        wave,
                        (device, sequence) -> 10 * sequence))
                .containsExactly(
                        new Crossing("d", 10, 30, true, true),
                        new Crossing("d", 110, 130, true, false),
                        new Crossing("d", 210, 220, false, true));
    }

    @Test
    void aMalformedMessageThatWasAnsweredMustBeParked() {
        assertThat(DeadLetterAccount.of(Set.of("x", "y", "z"), List.of("x", "x", "y", "other")))
                .isEqualTo(new DeadLetterAccount(3, 2, 1, 1));
    }

    private static Notice notice(String id, String change) {
        return new Notice(id, change, true);
    }
}
