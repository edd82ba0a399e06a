package io.telltale.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.notification.Notification;
import io.telltale.alerting.notification.Told;
import io.telltale.alerting.routing.GroupPlan;
import io.telltale.alerting.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TellingTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final UUID GROUP = UUID.randomUUID();

    private final Alert fires = FlushTest.alert(true, Severity.WARNING);
    private final Alert over = FlushTest.alert(false, Severity.CRITICAL);

    @Test
    void itsIdIsThatOfTheTellingInTheLifeOfItsGroup() {
        UUID first = told(group(false, NOON), List.of(fires), 0, 1).id();
        assertThat(told(group(false, NOON), List.of(over, fires), 0, 3).id())
                .as("told again after a death")
                .isEqualTo(first);
        assertThat(told(group(false, NOON), List.of(fires), 1, 1).id()).isNotEqualTo(first);
        assertThat(told(group(false, NOON.plusMillis(1)), List.of(fires), 0, 1).id())
                .as("another life of the group")
                .isNotEqualTo(first);
    }

    @Test
    void noMoreThanItMayAndTheRestIsANumber() {
        Notification n = told(group(false, NOON), List.of(over, fires, fires), 0, 2);
        assertThat(n.alerts()).extracting(Told::alert).containsExactly(over, fires);
        assertThat(n.truncated()).isEqualTo(1);
        assertThat(told(group(false, NOON), List.of(over, fires), 0, 2).truncated())
                .isZero();
    }

    @Test
    void itFiresWhileOneDoesAlsoOneThatIsNotTold() {
        assertThat(told(group(false, NOON), List.of(over, fires), 0, 1).firing())
                .isTrue();
        assertThat(told(group(false, NOON), List.of(over), 0, 1).firing()).isFalse();
    }

    @Test
    void whatAllOfItsAlertsHaveIsCommon() {
        Notification n = told(group(false, NOON), List.of(over, fires), 0, 2);
        assertThat(n.commonLabels())
                .isEqualTo(Map.of(
                        "alertname", "Too hot",
                        "device", "pump-7",
                        "kind", "threshold",
                        "metric", "temperature",
                        "tenant", "acme"));
        assertThat(n.commonAnnotations()).isEqualTo(Map.of("summary", "it is hot"));
        assertThat(n.groupLabels()).isEqualTo(Map.of("alertname", "Too hot"));
        assertThat(told(group(true, NOON), List.of(over), 0, 1).groupLabels())
                .as("of an alert that is alone")
                .containsEntry("severity", "critical");
    }

    private static Notification told(Group group, List<Alert> alerts, long number, int most) {
        return Telling.of(group, alerts, number, most, NOON);
    }

    private static Group group(boolean alone, Instant createdAt) {
        GroupPlan plan = new GroupPlan(
                alone,
                0,
                Duration.ZERO,
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                List.of(),
                List.of(),
                Optional.empty());
        Map<String, String> labels = Map.of("alertname", "Too hot");
        return new Group(GROUP, "acme", "team", "{}:{}", labels, plan, NOON, Optional.empty(), 0, createdAt);
    }
}
