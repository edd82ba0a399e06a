package io.telltale.anomaly.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Widths of buckets that people are used to. */
final class Buckets {

    private static final List<Duration> USUAL = Stream.concat(
                    Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500).map(Duration::ofMillis),
                    Stream.of(
                                    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600,
                                    43_200, 86_400)
                            .map(Duration::ofSeconds))
            .toList();

    private Buckets() {}

    /** The finest usual width with which the range needs no more than {@code points} buckets; whole days beyond one. */
    static Duration width(Instant from, Instant to, int points) {
        Duration range = Duration.between(from, to);
        // Buckets are aligned to the calendar and not to the range: it may cut one at either end.
        long atMost = Math.max(1, points - 1);
        for (Duration width : USUAL) {
            if (width.multipliedBy(atMost).compareTo(range) >= 0) {
                return width;
            }
        }
        long days = range.toDays() / atMost + 1;
        return Duration.ofDays(days);
    }
}
