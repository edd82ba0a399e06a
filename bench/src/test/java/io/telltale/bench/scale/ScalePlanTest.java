package io.telltale.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalePlanTest {

    @Test
    void withoutArgumentsEverythingIsMeasured() {
        assertThat(ScalePlan.of())
                .isEqualTo(new ScalePlan(
                        10_000, 100_000, List.of(1_000, 100_000), 40_000, Duration.ofSeconds(35), Optional.empty()));
    }

    @Test
    void whatIsNamedAloneIsMeasuredAlone() {
        assertThat(ScalePlan.of("--series", "10,20", "--rate", "7", "--seconds", "3", "--json", "x.json"))
                .isEqualTo(
                        new ScalePlan(0, 0, List.of(10, 20), 7, Duration.ofSeconds(3), Optional.of(Path.of("x.json"))));
    }

    @Test
    void anUnknownOptionAndANumberOutOfRangeAreToldWithTheUsage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalePlan.of("--device", "1"))
                .withMessageStartingWith("no such option: --device\nusage: ./telltale bench --scale");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalePlan.of("--connections", "14001"))
                .withMessageStartingWith("not a number from 1 to 14000: 14001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalePlan.of("--devices"))
                .withMessageStartingWith("--devices needs a value");
    }

    @Test
    void moreSeriesThanAPlatformAllowsByItselfGetLimitsAndHeap() {
        assertThat(ScalePlan.of("--series", "1000,99000").roomForSeries()).isEmpty();
        assertThat(ScalePlan.of("--series", "1000,1000000").roomForSeries())
                .isEqualTo(Map.of(
                        "TELLTALE_ANOMALY_SERIES_PER_TENANT", "1001000",
                        "TELLTALE_ANOMALY_SERIES_PER_SHARD", "1001000",
                        "TELLTALE_JAVA_OPTIONS", "-Xmx3014m"));
    }
}
