package io.telltale.bench.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

    @Test
    void takesItsOptionsInAnyOrder() {
        assertThat(Plan.of("--millis", "250", "--svg", "a.svg", "--rounds", "3", "--json", "a.json"))
                .isEqualTo(new Plan(
                        3, Duration.ofMillis(250), Optional.of(Path.of("a.json")), Optional.of(Path.of("a.svg"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds", "--rounds 0", "--rounds 101", "--millis x", "--colour red"})
    void refusesWhatItDoesNotKnowAndSaysHowItIsCalled(String arguments) {
        assertThatThrownBy(() -> Plan.of(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("usage: DurabilityBenchmark");
    }

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwo() {
        assertThat(new Spread(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2.0);
        assertThat(new Spread(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3.0);
    }

    @Test
    void costsAreDividedRoundByRound() {
        List<Result> results = List.of(
                new Result("jetstream", 1, false, new Spread(List.of(100.0, 10.0, 50.0))),
                new Result("jetstream", 1, true, new Spread(List.of(10.0, 5.0, 10.0))));

        assertThat(Result.cost(results, "jetstream", 1)).isEqualTo(new Spread(List.of(10.0, 2.0, 5.0)));
        assertThat(Result.gain(results, "jetstream", 1)).isEqualTo(new Spread(List.of(0.1, 0.5, 0.2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1817 | 1,800", "96 | 96", "10789839 | 11.0 M", "1250000 | 1.3 M", "99950 | 100,000"})
    void numbersOfTheChartAreRounded(double rate, String words) {
        assertThat(BarChart.readable(rate)).isEqualTo(words);
    }
}
