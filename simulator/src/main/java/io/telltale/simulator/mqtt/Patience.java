package io.telltale.simulator.mqtt;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: doubling from 0.1 s to 5 s, less a random part of up to a half. */
final class Patience {

    private static final long SHORTEST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 5_000;

    private long next = SHORTEST_MILLIS;

    long nextMillis() {
        long wait = next - ThreadLocalRandom.current().nextLong(next / 2 + 1);
        next = Math.min(next * 2, LONGEST_MILLIS);
        return wait;
    }

    void reset() {
        next = SHORTEST_MILLIS;
    }
}
