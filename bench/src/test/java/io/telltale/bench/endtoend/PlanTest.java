package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

    @Test
    void takesItsOptionsInAnyOrder() {
        assertThat(Plan.of("--rates", "40000,60000", "--json", "a.json", "--quick", "--cases", "10", "--seconds", "5"))
                .isEqualTo(new Plan(
                        List.of(10),
                        List.of(40_000, 60_000),
                        Duration.ofSeconds(5),
                        1,
                        Duration.ofSeconds(25),
                        Optional.of(Path.of("a.json")),
                        Optional.empty()));
    }

    @Test
    void countsItsStepsForTheProgress() {
        assertThat(Plan.of().steps()).isEqualTo(2 + 3 * (2 * 2 + 2));
        assertThat(Plan.of("--quick", "--rates", "1,2,3").steps()).isEqualTo(2 + 2 * 3 + 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--rounds", "--rounds 0", "--rounds 21", "--cases 1,101", "--rates x", "--colour red", "quick"})
    void refusesWhatItDoesNotKnowAndSaysHowItIsCalled(String arguments) {
        assertThatThrownBy(() -> Plan.of(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("usage: ./telltale bench");
    }
}
