package io.telltale.registry.directory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets one thread rest until another has something for it; a ring while it is awake cuts its next rest short. */
final class Alarm {

    private final Semaphore rings = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);

    /** Any thread; never blocks. */
    void ring() {
        rings.release();
    }

    /** Says that the thread is to finish what it does and come to its end. Any thread; never blocks. */
    void end() {
        end.countDown();
        rings.release();
    }

    boolean ended() {
        return end.getCount() == 0;
    }

    /** Returns when rung, or after {@code longest}. */
    void rest(Duration longest) throws InterruptedException {
        if (!ended() && rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }

    /** Returns after {@code time}, whoever rings; sooner only when told to end. */
    void pause(Duration time) throws InterruptedException {
        if (end.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
