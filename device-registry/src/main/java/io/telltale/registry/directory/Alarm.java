package io.telltale.registry.directory;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets one thread rest until another has something for it; a ring while it is awake cuts its next rest short. */
final class Alarm {

    private final Semaphore rings = new Semaphore(0);

    /** Any thread; never blocks. */
    void ring() {
        rings.release();
    }

    /** Returns when rung, or after {@code longest}. */
    void rest(Duration longest) throws InterruptedException {
        if (rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
