package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SustainedRateTest {

    private final List<String> asked = new ArrayList<>();

    /** Somebody who holds less for long than for a step, which is shorter than a minute. */
    private SustainedRate.Trial holding(double forAStep, double forAMinute) {
        return (rate, time) -> {
            asked.add(Math.round(rate) + " for " + time.toSeconds());
            double capacity = time.toSeconds() < 60 ? forAStep : forAMinute;
            return Loads.measured(Case.ONE, "most", rate, Loads.load(Math.min(rate, capacity), 0));
        };
    }

    @Test
    void whatAShortRunSearchedForIsNotRepeated() throws Exception {
        SustainedRate found = SustainedRate.find(10_000, Duration.ofSeconds(8), holding(10_500, 0));

        assertThat(asked).containsExactly("10000 for 8", "14000 for 8", "11832 for 8");
        assertThat(found.most().asked()).isEqualTo(10_000);
        assertThat(Math.round(found.failed())).isEqualTo(11_832);
    }

    @Test
    void whatWasHeldForAStepIsHeldForTheWholeTimeOrLowered() throws Exception {
        SustainedRate found = SustainedRate.find(10_000, Duration.ofSeconds(60), holding(10_500, 9_000));

        assertThat(asked)
                .containsExactly("10000 for 15", "14000 for 15", "11832 for 15", "10000 for 60", "8696 for 60");
        assertThat(Math.round(found.most().asked())).isEqualTo(8_696);
        assertThat(found.most().judgement().held()).isTrue();
        assertThat(found.failed()).isEqualTo(10_000);
    }

    @Test
    void whereNothingIsHeldTheLastTryIsTold() throws Exception {
        SustainedRate found = SustainedRate.find(10_000, Duration.ofSeconds(8), holding(0, 0));

        assertThat(found.most().judgement()).hasToString("no: slower than asked");
    }
}
