package io.telltale.alerting.alert;

import static io.telltale.alerting.alert.Timeline.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Rule;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final SeriesKey SERIES = new SeriesKey("acme", "pump-7", "temperature");
    private final Rule rule = Rules.anomaly(0.9);

    @Test
    void aFindingOfEnoughScoreFires() {
        assertThat(finding(Optional.empty(), 0, 0.89)).isEqualTo(Transition.NONE);
        Alert alert = fired(0);
        assertThat(alert.summary()).isEqualTo("temperature of pump-7 is unusual (score 0.90): far above its band");
        assertThat(alert.startedAt()).isEqualTo(second(0));
    }

    @Test
    void aFurtherFindingProlongsTheAlertAndARepeatDoesNothing() {
        Alert first = fired(0);
        Alert longer =
                switch (finding(Optional.of(first), 60, 0.95)) {
                    case Transition.Prolonged p -> p.alert();
                    case Transition other -> throw new AssertionError(other);
                };
        assertThat(longer.id()).isEqualTo(first.id());
        assertThat(longer.lastAt()).isEqualTo(second(60));
        assertThat(finding(Optional.of(longer), 60, 0.95)).isEqualTo(Transition.NONE);
        assertThat(finding(Optional.of(longer), 30, 0.95)).isEqualTo(Transition.NONE);
    }

    @Test
    void silenceEndsAnAnomalyAlert() {
        Alert over = Lifecycle.afterQuiet(fired(0), Duration.ofMinutes(10)).alert();
        assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
        assertThat(over.resolvedAt()).contains(second(600));
        assertThat(finding(Optional.of(over), 0, 0.95)).isEqualTo(Transition.NONE);
        assertThat(finding(Optional.of(over), 601, 0.95)).isInstanceOf(Transition.Fired.class);
    }

    @Test
    void anAlertWhoseRuleIsGoneEndsNotBeforeItsLatestReading() {
        Alert firing = fired(100);
        assertThat(Lifecycle.whenUnwatched(firing, second(90)))
                .isEqualTo(new Transition.Resolved(firing.resolved(second(100), 31)));
        assertThat(Lifecycle.whenUnwatched(firing, second(200)))
                .isEqualTo(new Transition.Resolved(firing.resolved(second(200), 31)));
    }

    @Test
    void aPendingAlertWhoseRuleIsGoneLeavesNoTrace() {
        Alert pending =
                new Timeline(Rules.above30For(Duration.ofSeconds(10))).at(0, 31).alert();
        assertThat(Lifecycle.whenUnwatched(pending, second(1))).isEqualTo(new Transition.Withdrawn(pending));
    }

    private Alert fired(double second) {
        return switch (finding(Optional.empty(), second, 0.9)) {
            case Transition.Fired f -> f.alert();
            case Transition other -> throw new AssertionError(other);
        };
    }

    private Transition finding(Optional<Alert> latest, double second, double score) {
        Observation finding = new Observation(SERIES, Micros.of(second(second)), 31, Map.of());
        return Lifecycle.onFinding(
                rule,
                (Condition.Anomaly) rule.condition(),
                latest,
                finding,
                score,
                "far above its band",
                Wording.PLAIN);
    }
}
