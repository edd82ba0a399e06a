package io.telltale.alerting.alert;

import static io.telltale.alerting.alert.Timeline.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Aggregation;
import io.telltale.alerting.rule.Composite;
import io.telltale.alerting.rule.Composite.Mode;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Operator;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Conditions on several metrics of one device. */
class CompositeRulesTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void allPartsWithinATime() {
        Timeline timeline = new Timeline(Rules.hotAndTight(Mode.ALL, TEN))
                .at(0, 31)
                .nothing()
                .of("pressure", 11, 6)
                .nothing()
                .at(21, 31)
                .firing();
        Alert alert = timeline.alert();
        assertThat(alert.series()).isEqualTo(new SeriesKey("acme", "pump-7", "temperature"));
        assertThat(alert.kind()).isEqualTo("composite");
        assertThat(alert.value()).isEqualTo(31);
        assertThat(alert.startedAt()).isEqualTo(second(21));
        assertThat(alert.summary()).isEqualTo("temperature above 30 and pressure above 5 within 10 seconds on pump-7");
        timeline.of("pressure", 25, 1).resolved();
    }

    @Test
    void thePartsMayBeOfDifferentDevicesOnlyForDifferentAlerts() {
        new Timeline(Rules.hotAndTight(Mode.ALL, TEN))
                .at(0, "pump-8", 31)
                .nothing()
                .of("pressure", 1, 6)
                .nothing()
                .at(2, 31)
                .firing();
    }

    @Test
    void anyPart() {
        Timeline timeline = new Timeline(Rules.hotAndTight(Mode.ANY, TEN))
                .at(0, 20)
                .nothing()
                .of("pressure", 1, 6)
                .firing();
        assertThat(timeline.alert().series().metric()).isEqualTo("temperature");
        assertThat(timeline.alert().value()).isEqualTo(6);
        timeline.of("pressure", 2, 1)
                .nothing()
                .at(11, 20)
                .nothing()
                .at(11.5, 20)
                .resolved();
    }

    @Test
    void aSequenceIsMetWhenTheSecondBeginsAfterTheFirst() {
        Timeline timeline = new Timeline(Rules.hotAndTight(Mode.SEQUENCE, TEN))
                .of("pressure", 0, 6)
                .nothing()
                .at(1, 31)
                .nothing()
                .of("pressure", 2, 6)
                .nothing()
                .of("pressure", 3, 1)
                .nothing()
                .of("pressure", 4, 6)
                .firing();
        assertThat(timeline.alert().summary())
                .isEqualTo("temperature above 30, then pressure above 5 within 10 seconds on pump-7");
        timeline.at(13, 20).nothing().at(14, 20).nothing().at(14.5, 20).resolved();
    }

    @Test
    void aSequenceThatTakesTooLongIsNone() {
        new Timeline(Rules.hotAndTight(Mode.SEQUENCE, TEN))
                .at(0, 31)
                .nothing()
                .of("pressure", 11, 6)
                .nothing();
    }

    @Test
    void oneInstantIsNoSequenceButTheFirstPartMayGoOn() {
        ReadingBatch both = ReadingBatch.builder(0)
                .add("acme", "pump-7", "temperature", Micros.of(second(1)), 31)
                .add("acme", "pump-7", "pressure", Micros.of(second(1)), 6)
                .build();
        new Timeline(Rules.hotAndTight(Mode.SEQUENCE, TEN)).reads(both).nothing();
        new Timeline(Rules.hotAndTight(Mode.SEQUENCE, TEN))
                .at(0, 31)
                .nothing()
                .reads(both)
                .firing();
    }

    @Test
    void partsMayBeRatesAndAggregates() {
        Condition.Aggregate busy = (Condition.Aggregate)
                Rules.aggregate(Aggregation.MAX, TEN, Operator.ABOVE, 5).condition();
        Condition.Rate rising =
                (Condition.Rate) Rules.rate(TEN, Operator.ABOVE, 60).condition();
        new Timeline(Rules.of(new Composite(
                        Mode.ALL,
                        Duration.ofSeconds(1),
                        List.of(new Composite.Part("temperature", rising), new Composite.Part("pressure", busy)))))
                .of("pressure", 0, 6)
                .nothing()
                .at(4, 20)
                .nothing()
                .at(5, 22)
                .nothing()
                .of("pressure", 5.5, 1)
                .firing();
    }

    @Test
    void partsOfOneMetricNeedTwoReadingsInASequence() {
        Condition.Threshold high = new Condition.Threshold(Operator.ABOVE, 30, OptionalDouble.empty());
        Condition.Threshold low = new Condition.Threshold(Operator.BELOW, 10, OptionalDouble.empty());
        new Timeline(Rules.of(new Composite(
                        Mode.SEQUENCE,
                        TEN,
                        List.of(new Composite.Part("temperature", high), new Composite.Part("temperature", low)))))
                .at(0, 9)
                .nothing()
                .at(1, 31)
                .nothing()
                .at(2, 9)
                .firing();
    }

    @Test
    void aCompositeMayHaveToLast() {
        Composite condition = (Composite) Rules.hotAndTight(Mode.ALL, TEN).condition();
        new Timeline(Rules.held(condition, Duration.ofSeconds(5)))
                .at(0, 31)
                .of("pressure", 0, 6)
                .pending()
                .of("pressure", 4, 6)
                .nothing()
                .at(5, 31)
                .firing();
    }

    @Test
    void aRestartInTheMiddleForgetsNoPart() {
        for (int memory : new int[] {0, Integer.MAX_VALUE}) {
            new Timeline(Rules.hotAndTight(Mode.SEQUENCE, TEN))
                    .saving(memory)
                    .at(0, 31)
                    .nothing()
                    .restart()
                    .of("pressure", 5, 6)
                    .firing()
                    .restart()
                    .of("pressure", 6, 6)
                    .nothing()
                    .restart()
                    .at(15, 31)
                    .nothing()
                    .at(15.5, 31)
                    .resolved();
        }
    }

    @Test
    void anAlertOfADeviceWhoseFirstMetricNeverCameOutlivesARestart() {
        new Timeline(Rules.hotAndTight(Mode.ANY, TEN), Rules.above30())
                .saving(0)
                .of("pressure", 100, 6)
                .firing()
                .restart()
                .at(50, 31)
                .firing()
                .at(51, 20)
                .resolved()
                .of("pressure", 111, 1)
                .resolved();
    }
}
