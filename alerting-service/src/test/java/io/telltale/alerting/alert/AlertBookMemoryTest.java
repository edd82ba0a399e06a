package io.telltale.alerting.alert;

import static io.telltale.alerting.alert.Timeline.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.alerting.rule.Aggregation;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.RuleSet;
import io.telltale.events.ReadingBatch;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a book keeps, forgets and hands out to be saved. */
class AlertBookMemoryTest {

    @Test
    void whatAnotherEndedInTheDatabaseIsNotOpenAnyMore() {
        AlertBook book = new AlertBook(10, (tenant, device) -> Map.of());
        Rule rule = Rules.above30();
        RuleSet rules = new RuleSet(List.of(rule));
        assertThat(book.read(rules, reading("pump-7", 1, 31))).hasSize(1);
        book.reopen(List.of());
        assertThat(book.read(rules, reading("pump-7", 2, 31))).hasExactlyElementsOfTypes(Transition.Fired.class);
    }

    @Test
    void remembersNoMoreSeriesThanItMayButNeverForgetsAnOpenAlert() {
        AlertBook book = new AlertBook(3, (tenant, device) -> Map.of());
        RuleSet rules = new RuleSet(List.of(Rules.above30()));
        assertThat(book.read(rules, reading("pump-0", 1, 31))).hasSize(1);
        for (int i = 1; i <= 10; i++) {
            assertThat(book.read(rules, reading("pump-" + i, 1, 20))).isEmpty();
        }
        assertThat(book.size()).isEqualTo(3);
        assertThat(book.read(rules, reading("pump-0", 2, 20))).hasExactlyElementsOfTypes(Transition.Resolved.class);
    }

    @Test
    void aSeriesForgottenWithinABatchIsRememberedAgainByItsNextReading() {
        AlertBook book = new AlertBook(1, (tenant, device) -> Map.of());
        RuleSet rules = new RuleSet(List.of(Rules.above30()));
        ReadingBatch batch = ReadingBatch.builder(0)
                .add("acme", "pump-1", "temperature", 1, 20)
                .add("acme", "pump-2", "temperature", 2, 20)
                .add("acme", "pump-1", "temperature", 3, 31)
                .build();
        assertThat(book.read(rules, batch)).hasExactlyElementsOfTypes(Transition.Fired.class);
        assertThat(book.size()).isEqualTo(1);
        assertThat(book.read(rules, reading("pump-1", 1, 20))).hasExactlyElementsOfTypes(Transition.Resolved.class);
    }

    @Test
    void keepsNoMoreCellsThanItMayAndForgetsTheWindowsOfTheSeriesThatWasSilentLongest() {
        AlertBook book = new AlertBook(20, (tenant, device) -> Map.of());
        Rule average = Rules.aggregate(Aggregation.AVG, Duration.ofSeconds(10), Operator.ABOVE, 30);
        RuleSet rules = new RuleSet(List.of(average));
        for (int second = 0; second <= 10; second++) {
            assertThat(book.read(rules, reading("pump-1", second, second == 10 ? 1000 : 1)))
                    .hasSize(second == 10 ? 1 : 0);
        }
        for (int second = 0; second <= 10; second++) {
            book.read(rules, reading("pump-2", second, 1));
        }
        assertThat(book.forgotten())
                .as("two windows of ten cells and their rules do not fit")
                .isOne();
        assertThat(book.read(rules, reading("pump-1", 30, 1))).hasExactlyElementsOfTypes(Transition.Resolved.class);
        assertThat(book.remembered(Integer.MAX_VALUE).memories()).hasSize(2);
    }

    @Test
    void whatARuleRememberedGoesWithTheRule() {
        AlertBook book = new AlertBook(20, (tenant, device) -> Map.of());
        Rule average = Rules.aggregate(Aggregation.AVG, Duration.ofSeconds(10), Operator.ABOVE, 30);
        book.read(new RuleSet(List.of(average)), reading("pump-1", 1, 1), 1);
        byte[] remembered =
                book.remembered(Integer.MAX_VALUE).memories().getFirst().state();
        book.saved();
        assertThat(book.unsaved()).isFalse();
        book.read(new RuleSet(List.of(Rules.above30())), reading("pump-1", 2, 1), 2);
        assertThat(book.remembered(Integer.MAX_VALUE).memories())
                .singleElement()
                .satisfies(memory -> assertThat(memory.state()).hasSize(1));
        assertThat(remembered).hasSizeGreaterThan(64);
    }

    @Test
    void aSeriesIsNotForgottenWhileItIsJudged() {
        AlertBook book = new AlertBook(1, (tenant, device) -> Map.of());
        RuleSet rules =
                new RuleSet(List.of(Rules.aggregate(Aggregation.MAX, Duration.ofSeconds(1), Operator.ABOVE, 30)));
        assertThat(book.read(rules, reading("pump-1", 1, 31))).hasSize(1);
        assertThat(book.read(rules, reading("pump-2", 1, 31))).hasSize(1);
        assertThat(book.read(rules, reading("pump-2", 2, 31))).isEmpty();
        assertThat(book.read(rules, reading("pump-2", 4, 20))).hasExactlyElementsOfTypes(Transition.Resolved.class);
    }

    @Test
    void savesHowFarEachWatchedSeriesCame() {
        AlertBook book = new AlertBook(10, (tenant, device) -> Map.of());
        RuleSet rules = new RuleSet(List.of(Rules.above30()));
        book.read(rules, reading("pump-7", 1, 20));
        book.read(rules, reading("pump-7", 2, 20));
        book.read(rules, reading("fan-1", 2, 20));
        assertThat(book.seen())
                .containsExactly(new SeenSeries(new SeriesKey("acme", "pump-7", "temperature"), Micros.of(second(2))));
        book.saved();
        assertThat(book.seen()).isEmpty();
    }

    private static ReadingBatch reading(String device, double second, double value) {
        return ReadingBatch.builder(0)
                .add("acme", device, "temperature", Micros.of(second(second)), value)
                .build();
    }
}
