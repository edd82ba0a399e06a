package io.telltale.alerting.alert;

import static io.telltale.alerting.alert.Timeline.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Rule;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertBookTest {

    @Test
    void firesOnceAndResolvesOnce() {
        new Timeline(Rules.above30())
                .at(0, 29)
                .nothing()
                .at(1, 31)
                .firing()
                .at(2, 35)
                .nothing()
                .at(3, 30)
                .resolved()
                .at(4, 29)
                .nothing()
                .at(5, 31)
                .firing();
    }

    @Test
    void doesNotFlapWithinTheHysteresis() {
        new Timeline(Rules.above30ClearAt28())
                .at(0, 31)
                .firing()
                .at(1, 29)
                .nothing()
                .at(2, 31)
                .nothing()
                .at(3, 28)
                .resolved()
                .at(4, 29)
                .nothing();
    }

    @Test
    void firesWhenTheConditionHasLastedLongEnoughByTheReadings() {
        Timeline timeline = new Timeline(Rules.above30For(Duration.ofSeconds(10)))
                .at(0, 31)
                .pending()
                .at(5, 32)
                .nothing()
                .at(9.999, 33)
                .nothing()
                .at(10, 34)
                .firing();
        Alert alert = timeline.alert();
        assertThat(alert.startedAt()).isEqualTo(second(0));
        assertThat(alert.lastAt()).isEqualTo(second(10));
        assertThat(alert.value()).isEqualTo(34);
    }

    @Test
    void aPendingAlertThatEndsTooEarlyIsWithdrawnAndStartsAnew() {
        new Timeline(Rules.above30For(Duration.ofSeconds(10)))
                .at(0, 31)
                .pending()
                .at(5, 29)
                .withdrawn()
                .at(6, 31)
                .pending()
                .at(12, 31)
                .nothing()
                .at(16, 31)
                .firing();
    }

    @Test
    void aGapDoesNotResetAPendingAlert() {
        new Timeline(Rules.above30For(Duration.ofSeconds(10)))
                .at(0, 31)
                .pending()
                .at(3600, 31)
                .firing();
    }

    @Test
    void lateReadingsNeitherFireNorResolve() {
        new Timeline(Rules.above30())
                .at(10, 29)
                .nothing()
                .at(5, 99)
                .nothing()
                .at(11, 31)
                .firing()
                .at(9, 1)
                .nothing()
                .at(12, 29)
                .resolved();
    }

    @Test
    void aRepeatedBatchChangesNothing() {
        double[][] spike = {{0, 31}, {1, 29}};
        Timeline timeline = new Timeline(Rules.above30()).batch(spike);
        assertThat(timeline.last()).hasExactlyElementsOfTypes(Transition.Fired.class, Transition.Resolved.class);
        timeline.batch(spike).nothing();
    }

    @Test
    void theFirstReadingOfAnInstantCounts() {
        new Timeline(Rules.above30())
                .at(0, 31)
                .firing()
                .at(0, 29)
                .nothing()
                .at(1, 29)
                .resolved();
    }

    @Test
    void aRestartNeitherRepeatsNorForgets() {
        new Timeline(Rules.above30ClearAt28())
                .at(0, 31)
                .firing()
                .restart()
                .at(0, 31)
                .nothing()
                .at(1, 33)
                .nothing()
                .restart()
                .at(2, 27)
                .resolved()
                .restart()
                .at(1.5, 99)
                .nothing();
    }

    @Test
    void aRestartKeepsPendingTime() {
        Timeline timeline = new Timeline(Rules.above30For(Duration.ofSeconds(10)))
                .at(0, 31)
                .pending()
                .restart()
                .at(9, 31)
                .nothing()
                .restart()
                .at(10, 31)
                .firing();
        assertThat(timeline.alert().startedAt()).isEqualTo(second(0));
    }

    @Test
    void theSameReadingsGiveTheSameAlertAgain() {
        Rule rule = Rules.above30();
        Alert first = new Timeline(rule).at(0, 31).firing().alert();
        Alert again = new Timeline(rule).at(0, 31).firing().alert();
        assertThat(again).isEqualTo(first);
        assertThat(new Timeline(rule).at(1, 31).alert().id()).isNotEqualTo(first.id());
    }

    @Test
    void eachRuleAndEachDeviceHasAnAlertOfItsOwn() {
        Rule hot = Rules.above30();
        Rule steady = Rules.above30For(Duration.ofSeconds(5));
        Timeline timeline = new Timeline(hot, steady).at(0, "pump-7", 31);
        assertThat(timeline.last()).hasExactlyElementsOfTypes(Transition.Fired.class, Transition.Pended.class);
        timeline.at(1, "pump-8", 31);
        assertThat(timeline.last()).hasSize(2);
        timeline.at(1, "fan-1", 99).nothing();
    }

    @Test
    void anAlertCarriesTheDevicesLabelsWithTheRulesOverThem() {
        Alert alert = new Timeline(Rules.above30())
                .labels("pump-7", Map.of("hall", "3", "team", "pumps"))
                .at(0, 31)
                .firing()
                .alert();
        assertThat(alert.labels()).isEqualTo(Map.of("hall", "3", "team", "cooling"));
        assertThat(alert.summary()).isEqualTo("temperature of pump-7 is 31, above 30");
    }

    @Test
    void aRuleMayBringItsOwnSummary() {
        Alert alert = new Timeline(Rules.withSummary(Rules.above30(), "Call the cooling team"))
                .at(0, 31)
                .firing()
                .alert();
        assertThat(alert.summary()).isEqualTo("Call the cooling team");
    }

    @Test
    void aRuleThatComesOrGoesCountsFromTheNextReading() {
        Rule rule = Rules.above30();
        new Timeline().at(0, 31).nothing().rules(rule).at(1, 31).firing();
    }

    @Test
    void aDeviceThatLosesTheLabelLosesItsAlert() {
        new Timeline(Rules.above30Of(Map.of("hall", "3")))
                .at(0, 99)
                .nothing()
                .labels("pump-7", Map.of("hall", "3"))
                .at(1, 99)
                .firing()
                .labels("pump-7", Map.of("hall", "4"))
                .at(2, 99)
                .resolved();
    }
}
