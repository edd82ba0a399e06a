package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTest {

    @Test
    void halvesWhatIsLeftUntilTheMostIsKnown() throws Exception {
        List<Double> tried = new ArrayList<>();

        double most = Search.highest(100_000, rate -> {
            tried.add(rate);
            return rate <= 87_000;
        });

        assertThat(tried).containsExactly(100_000d, 70_000d, 85_000d, 92_500d, 88_750d);
        assertThat(most).isEqualTo(85_000);
    }

    @Test
    void whereNothingIsHeldTheLowestIsLeft() throws Exception {
        assertThat(Search.highest(100_000, rate -> false)).isEqualTo(40_000);
    }
}
