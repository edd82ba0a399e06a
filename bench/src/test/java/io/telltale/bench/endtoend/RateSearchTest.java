package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    /** Asks somebody who stores at most {@code capacity} a second, until the search is done. */
    private static List<Long> asked(RateSearch search, double capacity) {
        List<Long> asked = new ArrayList<>();
        while (!search.done()) {
            double rate = search.next();
            asked.add(Math.round(rate));
            search.tried(rate <= capacity, Math.min(rate, capacity));
        }
        return asked;
    }

    @Test
    void goesUpUntilARateIsNotHeldAndOnceInBetween() {
        RateSearch search = new RateSearch(10_000);

        assertThat(asked(search, 15_000)).containsExactly(10_000L, 14_000L, 19_600L, 16_565L);
        assertThat(search.held()).isEqualTo(14_000);
        assertThat(Math.round(search.failed())).isEqualTo(16_565);
    }

    @Test
    void belowAFirstRateThatIsTooHighItBeginsAtWhatWasStored() {
        RateSearch search = new RateSearch(10_000);

        assertThat(asked(search, 3_000)).containsExactly(10_000L, 2_850L, 5_339L, 3_901L, 3_334L);
        assertThat(search.held()).isEqualTo(2_850);
        assertThat(Math.round(search.failed())).isEqualTo(3_334);
    }

    @Test
    void endsWithNothingWhenNothingIsStored() {
        RateSearch search = new RateSearch(10_000);

        assertThat(asked(search, 0)).containsExactly(10_000L);
        assertThat(search.held()).isZero();
    }

    @Test
    void endsWithWhatWasTriedWhenEverythingIsHeld() {
        RateSearch search = new RateSearch(1_000);

        assertThat(asked(search, 1e9)).hasSize(8);
        assertThat(search.failed()).isInfinite();
    }
}
