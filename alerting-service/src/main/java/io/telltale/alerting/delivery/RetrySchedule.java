package io.telltale.alerting.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again, with jitter, so that what failed together does not come back together.
 *
 * @param delays after the first attempt, the second, …; one attempt more than there are delays is made
 * @param jitter share of a delay by which it may be shorter or longer, 0 to 1
 * @param random where the jitter comes from
 */
record RetrySchedule(List<Duration> delays, double jitter, RandomGenerator random) {

    RetrySchedule {
        delays = List.copyOf(delays);
        if (jitter < 0 || jitter >= 1) {
            throw new IllegalArgumentException("jitter must be at least 0 and less than 1, but is " + jitter);
        }
    }

    /** How long to wait after the given attempt, counted from 1; empty when it was the last. */
    Optional<Duration> after(int attempt) {
        if (attempt > delays.size()) {
            return Optional.empty();
        }
        Duration delay = delays.get(attempt - 1);
        double factor = 1 + jitter * (2 * random.nextDouble() - 1);
        return Optional.of(Duration.ofMillis(Math.round(delay.toMillis() * factor)));
    }
}
