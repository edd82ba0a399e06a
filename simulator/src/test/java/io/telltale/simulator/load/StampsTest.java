package io.telltale.simulator.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StampsTest {

    /** 2026-01-02T03:04:05.000007Z. */
    private static final long START = 1_767_323_045_000_007L;

    @Test
    void aMessageCarriesItsTimeToTheMicrosecondAndItsNumberInEachMetric() {
        Stamps stamps = new Stamps(new Schedule(2, 1, 1_000, 100), START, 3);

        assertThat(new String(stamps.payload(5), UTF_8))
                .isEqualTo("{\"ts\":\"2026-01-02T03:04:05.005007Z\",\"m0\":2,\"m1\":2,\"m2\":2}");
    }

    @Test
    void thePartsOfASampleShareItsTimeAndNumberAndCarryOneMetricAfterTheOther() {
        Stamps stamps = new Stamps(new Schedule(2, 6, 1_000, 100), START, 2);

        assertThat(new String(stamps.payload(30), UTF_8))
                .isEqualTo("{\"ts\":\"2026-01-02T03:04:05.005007Z\",\"m0\":2,\"m1\":2}");
        assertThat(new String(stamps.payload(35), UTF_8))
                .isEqualTo("{\"ts\":\"2026-01-02T03:04:05.005007Z\",\"m10\":2,\"m11\":2}");
    }

    @Test
    void timesOfASeriesIncreaseStrictlyEvenAtTheHighestRate() {
        Stamps stamps = new Stamps(new Schedule(1, 1, 100_000, 100_000), START, 1);

        for (long message = 1; message < 100_000; message++) {
            assertThat(stamps.micros(message)).isGreaterThan(stamps.micros(message - 1));
        }
    }
}
