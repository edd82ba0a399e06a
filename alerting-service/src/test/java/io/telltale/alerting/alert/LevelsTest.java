package io.telltale.alerting.alert;

import static io.telltale.alerting.alert.Timeline.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Level;
import io.telltale.alerting.rule.Limits;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** One alert that escalates and eases, and one that is kept firing. */
class LevelsTest {

    @Test
    void oneAlertEscalatesAndEasesWithAHysteresisOfEachLevel() {
        Timeline timeline = new Timeline(Rules.warningAndCritical()).at(0, 81).firing();
        Alert warning = timeline.alert();
        assertThat(warning.severity()).isEqualTo(Severity.WARNING);
        Alert critical = timeline.at(1, 94).nothing().at(2, 96).escalated().alert();
        assertThat(critical.id()).isEqualTo(warning.id());
        assertThat(critical.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(critical.summary()).isEqualTo("temperature of pump-7 is 96, above 95");
        Alert eased = timeline.at(3, 91).nothing().at(4, 90).eased().alert();
        assertThat(eased.severity()).isEqualTo(Severity.WARNING);
        assertThat(eased.summary()).isEqualTo("temperature of pump-7 is 90, above 80");
        timeline.at(5, 76).nothing().at(6, 99).escalated().at(7, 75).resolved();
        assertThat(timeline.alert().id()).isEqualTo(warning.id());
    }

    @Test
    void whatBeginsFarBeyondBeginsAtTheWorstLevel() {
        assertThat(new Timeline(Rules.warningAndCritical())
                        .at(0, 99)
                        .firing()
                        .alert()
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aRestartKeepsTheLevel() {
        new Timeline(Rules.warningAndCritical())
                .at(0, 96)
                .firing()
                .restart()
                .at(1, 92)
                .nothing()
                .restart()
                .at(2, 89)
                .eased()
                .restart()
                .at(3, 96)
                .escalated();
    }

    @Test
    void aNoticeTellsOfEachEscalationOnce() {
        Timeline timeline = new Timeline(Rules.warningAndCritical()).at(0, 81).firing();
        Notice firing = notice(timeline);
        Notice first = notice(timeline.at(1, 96).escalated());
        timeline.at(2, 85).eased();
        assertThat(Notice.of(timeline.last().getFirst())).isEmpty();
        Notice second = notice(timeline.at(3, 96).escalated());
        assertThat(first.type()).isEqualTo("alert.firing");
        assertThat(first.event()).contains("\"severity\":\"critical\"");
        assertThat(firing.id()).isNotEqualTo(first.id());
        assertThat(first.id()).isNotEqualTo(second.id());
    }

    @Test
    void anAlertThatIsKeptFiringEndsOnlyAfterItsConditionWasOverForThatLong() {
        Timeline timeline = new Timeline(Rules.keptFor(Rules.above30ClearAt28(), Duration.ofSeconds(10)))
                .at(0, 31)
                .firing()
                .at(1, 27)
                .prolonged()
                .at(5, 27)
                .nothing()
                .at(6, 29)
                .prolonged()
                .at(7, 28)
                .prolonged()
                .at(16, 20)
                .nothing()
                .at(17, 20)
                .resolved();
        assertThat(timeline.alert().resolvedAt()).contains(second(17));
    }

    @Test
    void aRestartForgetsNeitherSinceWhenAnAlertIsOver() {
        new Timeline(Rules.keptFor(Rules.above30(), Duration.ofSeconds(10)))
                .at(0, 31)
                .firing()
                .at(1, 20)
                .prolonged()
                .restart()
                .at(10.5, 20)
                .nothing()
                .restart()
                .at(11, 20)
                .resolved();
    }

    @Test
    void aRuleThatLosesItsWorstLevelEasesItsAlert() {
        Rule rule = Rules.warningAndCritical();
        Condition milder = new Condition.Threshold(new Limits(
                Operator.ABOVE, List.of(new Level(Optional.of(Severity.WARNING), 80, OptionalDouble.empty()))));
        new Timeline(rule)
                .at(0, 96)
                .firing()
                .rules(Rules.changed(rule, milder))
                .at(1, 96)
                .eased()
                .at(2, 20)
                .resolved();
    }

    private static Notice notice(Timeline timeline) {
        return Notice.of(timeline.last().getFirst()).orElseThrow();
    }
}
