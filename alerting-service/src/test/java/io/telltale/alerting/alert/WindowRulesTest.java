package io.telltale.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Aggregation;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rates and aggregates: what is judged is what a window comes to. */
class WindowRulesTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void anAverageIsJudgedOnceTheWindowIsFull() {
        Timeline timeline = new Timeline(Rules.aggregate(Aggregation.AVG, TEN, Operator.ABOVE, 30))
                .at(0, 90)
                .nothing()
                .at(5, 20)
                .nothing()
                .at(10, 50)
                .firing();
        assertThat(timeline.alert().value()).isEqualTo(35);
        assertThat(timeline.alert().summary())
                .isEqualTo("average of temperature of pump-7 over 10 seconds is 35, above 30");
        timeline.at(15, 10).resolved();
        assertThat(timeline.alert().value()).isEqualTo(30);
    }

    @Test
    void aMaximumIsJudgedAtOnceWhereTheRestOfTheWindowCannotChangeIt() {
        new Timeline(Rules.aggregate(Aggregation.MAX, TEN, Operator.ABOVE, 30))
                .at(0, 31)
                .firing()
                .at(9, 1)
                .nothing()
                .at(10, 1)
                .resolved();
        new Timeline(Rules.aggregate(Aggregation.MIN, TEN, Operator.ABOVE, 30))
                .at(0, 31)
                .nothing()
                .at(9, 31)
                .nothing()
                .at(10, 31)
                .firing();
    }

    @Test
    void aRateIsTheChangeOverTheWindowAndNeedsTwoReadings() {
        Timeline timeline = new Timeline(Rules.rate(TEN, Operator.ABOVE, 6))
                .at(0, 20)
                .nothing()
                .at(5, 20.5)
                .nothing()
                .at(10, 21.5)
                .firing();
        assertThat(timeline.alert().value()).isEqualTo(9);
        assertThat(timeline.alert().summary()).isEqualTo("temperature of pump-7 changes by 9 per minute, above 6");
        timeline.at(15, 21.5).resolved();
        assertThat(timeline.alert().value()).isEqualTo(6);
    }

    @Test
    void aGapLongerThanTheWindowTellsNothingOfTheRate() {
        new Timeline(Rules.rate(TEN, Operator.ABOVE, 6))
                .at(0, 20)
                .nothing()
                .at(100, 99)
                .nothing()
                .at(101, 100)
                .firing()
                .at(200, 0)
                .nothing()
                .at(201, 0)
                .resolved();
    }

    @Test
    void lateAndRepeatedReadingsDoNotCountInAWindow() {
        new Timeline(Rules.aggregate(Aggregation.COUNT, TEN, Operator.ABOVE, 2))
                .at(0, 1)
                .at(1, 1)
                .at(1, 1)
                .nothing()
                .at(0.5, 1)
                .nothing()
                .at(2, 1)
                .firing();
    }

    @Test
    void anAggregateMayHaveToLast() {
        Rule rule = Rules.held(
                Rules.aggregate(Aggregation.MAX, TEN, Operator.ABOVE, 30).condition(), Duration.ofSeconds(5));
        new Timeline(rule)
                .at(0, 31)
                .pending()
                .at(4, 1)
                .nothing()
                .at(5, 1)
                .firing()
                .at(10, 1)
                .resolved();
    }

    @Test
    void aRestartInTheMiddleOfAWindowForgetsNothing() {
        for (int memory : new int[] {0, Integer.MAX_VALUE}) {
            new Timeline(Rules.aggregate(Aggregation.AVG, TEN, Operator.ABOVE, 30))
                    .saving(memory)
                    .at(0, 90)
                    .nothing()
                    .restart()
                    .at(5, 20)
                    .nothing()
                    .restart()
                    .at(10, 50)
                    .firing()
                    .restart()
                    .at(10, 0)
                    .nothing()
                    .at(15, 10)
                    .resolved();
        }
    }

    @Test
    void aRestartWhilePendingAndWhileKeptFiringGoesOnWithTheWindow() {
        Rule rule = Rules.keptFor(
                Rules.held(
                        Rules.aggregate(Aggregation.MAX, TEN, Operator.ABOVE, 30)
                                .condition(),
                        Duration.ofSeconds(5)),
                Duration.ofSeconds(5));
        new Timeline(rule)
                .saving(0)
                .at(0, 31)
                .pending()
                .restart()
                .at(5, 1)
                .firing()
                .restart()
                .at(10, 1)
                .prolonged()
                .restart()
                .at(14, 1)
                .nothing()
                .restart()
                .at(15, 1)
                .resolved();
    }

    @Test
    void aChangedLimitGoesOnWithTheWindowAndAChangedLengthBeginsAnew() {
        Rule rule = Rules.aggregate(Aggregation.AVG, TEN, Operator.ABOVE, 90);
        Condition lower =
                Rules.aggregate(Aggregation.AVG, TEN, Operator.ABOVE, 30).condition();
        new Timeline(rule)
                .at(0, 50)
                .at(10, 50)
                .nothing()
                .rules(Rules.changed(rule, lower))
                .at(11, 50)
                .firing();
        Condition longer = Rules.aggregate(Aggregation.AVG, Duration.ofSeconds(11), Operator.ABOVE, 30)
                .condition();
        new Timeline(rule)
                .at(0, 50)
                .at(10, 50)
                .nothing()
                .rules(Rules.changed(rule, longer))
                .at(11, 50)
                .nothing()
                .at(22, 50)
                .firing();
    }

    @Test
    void savesTheOldestMemoriesFirstAndSaysFromWhereTheRestIsRebuilt() {
        Timeline timeline = new Timeline(Rules.aggregate(Aggregation.AVG, TEN, Operator.ABOVE, 30)).saving(0);
        timeline.at(0, "pump-1", 1).at(0, "pump-2", 1).at(1, "pump-1", 1);
        assertThat(timeline.rebuildFrom()).isZero();
        timeline.saving(1).at(1, "fan-1", 1);
        assertThat(timeline.rebuildFrom()).isEqualTo(1);
        timeline.at(2, "fan-1", 1);
        assertThat(timeline.rebuildFrom()).isEqualTo(5);
    }
}
