package io.telltale.simulator.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order on Ctrl-C or SIGTERM: the request is noticed, the command closes what it opened and reports, and
 * the process ends with the command's own status. Bounded: after {@code grace} the process ends anyhow.
 */
public final class Ending implements AutoCloseable {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile int status = 130;

    /** Listens for the signal from now on. */
    public Ending(Duration grace) {
        hook = new Thread(() -> {
            requested.countDown();
            try {
                if (finished.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                    Runtime.getRuntime().halt(status);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the user wants an end. */
    public boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits that long, or until the user wants an end, which it returns. */
    public boolean requestedWithin(Duration time) {
        try {
            return requested.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The command is done: an end that was requested takes place with this status. */
    public void finished(int status) {
        this.status = status;
        close();
    }

    @Override
    public void close() {
        finished.countDown();
        if (!requested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the signal came this instant: the hook runs and finds us finished
                requested.countDown();
            }
        }
    }
}
