package io.telltale.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short way reads what the formatter of java.time reads, and leaves it the rest. */
class Rfc3339Test {

    @Test
    void readsEveryTimeAsJavaTimeDoes() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                            random.nextLong(-3_000_000_000L, 8_000_000_000L), random.nextInt(1_000_000_000))
                    .truncatedTo(i % 3 == 0 ? ChronoUnit.SECONDS : i % 3 == 1 ? ChronoUnit.MILLIS : ChronoUnit.NANOS);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-17 * 60, 17 * 60) * 60);
            String text = OffsetDateTime.ofInstant(instant, i % 2 == 0 ? ZoneOffset.UTC : offset)
                    .toString();
            // Without its zero seconds a time is unusual.
            if (Rfc3339.micros(text) == Rfc3339.UNUSUAL) {
                assertThat(text).containsPattern("T\\d\\d:\\d\\d[Z+-]");
            } else {
                assertThat(Rfc3339.micros(text))
                        .as(text)
                        .isEqualTo(ChronoUnit.MICROS.between(
                                Instant.EPOCH, instant.minusNanos(Math.floorMod(instant.getNano(), 1_000))));
            }
        }
    }

    @Test
    void leavesEverythingElseToTheFormatter() {
        assertThat(List.of(
                        "",
                        "2026-01-31",
                        "2026-01-31T12:00Z",
                        "2026-01-31t12:00:00z",
                        "2026-02-29T12:00:00Z",
                        "2026-13-01T12:00:00Z",
                        "2026-00-01T12:00:00Z",
                        "2026-01-00T12:00:00Z",
                        "2026-01-31T24:00:00Z",
                        "2026-01-31T12:60:00Z",
                        "2026-01-31T12:00:60Z",
                        "2026-01-31T12:00:00",
                        "2026-01-31T12:00:00.",
                        "2026-01-31T12:00:00.Z",
                        "2026-01-31T12:00:00.5",
                        "2026-01-31T12:00:00.0123456789Z",
                        "2026-01-31T12:00:00Zx",
                        "2026-01-31T12:00:00+0100",
                        "2026-01-31T12:00:00+01:00:30",
                        "2026-01-31T12:00:00+18:30",
                        "2026-01-31T12:00:00+01:60",
                        "+026-01-31T12:00:00Z",
                        "2026-01-31T1\u0662:00:00Z"))
                .allMatch(text -> Rfc3339.micros(text) == Rfc3339.UNUSUAL);
    }
}
