package io.telltale.simulator.mqtt;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: doubling from 0.1 s to a longest wait, less a random part of up to a half. */
final class Patience {

    private static final long SHORTEST_MILLIS = 100;
    private final long longestMillis;
    private long next = SHORTEST_MILLIS;

    Patience(Duration longest) {
        longestMillis = Math.max(SHORTEST_MILLIS, longest.toMillis());
    }

    long nextMillis() {
        long wait = next - ThreadLocalRandom.current().nextLong(next / 2 + 1);
        next = Math.min(next * 2, longestMillis);
        return wait;
    }

    void reset() {
        next = SHORTEST_MILLIS;
    }
}
