package io.telltale.anomaly.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {

    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT1S, 1000, PT0.002S",
        "PT1H, 1000, PT5S",
        "PT1H, 361, PT10S",
        "PT1H, 360, PT15S",
        "P7D, 1000, PT15M",
        "P365D, 100, P4D",
        "P3650D, 1, P3651D",
    })
    void choosesTheFinestUsualWidthThatFits(Duration range, int points, Duration width) {
        assertThat(Buckets.width(FROM, FROM.plus(range), points)).isEqualTo(width);
    }
}
