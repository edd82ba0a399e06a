package io.telltale.alerting.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells a waiting thread that there is work. Calls that come while it works are remembered as one. Any thread may call. */
public final class Wakeup {

    private final Semaphore signal = new Semaphore(0);

    /** There is work. */
    public void call() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Waits for a call, or for {@code longest}. */
    public void await(Duration longest) throws InterruptedException {
        if (signal.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }
}
