package io.telltale.ingest.relay;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * When batches leave: those of all lanes together, in waves, with a pause between them.
 *
 * <p>Each batch costs its server a disk sync and every later hop a message, however few readings it has, and a wave costs each of
 * them one wake-up, where lanes that leave one by one cost one each. The pause follows from how long flights take: twice that, so
 * that JetStream is busy with us a third of the time whatever else the machine does, and so that batches grow with its load.
 * After a pause without readings the next one leaves at once. Any thread, lock-free.
 */
final class Rhythm {

    private static final int PAUSE_PER_FLIGHT = 2;

    /** A flight counts for one in so many: about the last wave's flights make the mean. */
    private static final int SMOOTHED_OVER = 16;

    private final Runnable wave;
    private final long longest;
    private final LongSupplier nanoTime;
    private final Later later;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long nextAt;
    private volatile long flight;

    /** Does something after so many nanoseconds. */
    interface Later {
        void later(long nanos, Runnable task);
    }

    /**
     * A rhythm that has not begun.
     *
     * @param wave lets what was gathered leave, on all lanes
     * @param longest longest pause
     */
    Rhythm(Runnable wave, Duration longest, LongSupplier nanoTime, Later later) {
        this.wave = wave;
        this.longest = longest.toNanos();
        this.nanoTime = nanoTime;
        this.later = later;
        this.nextAt = nanoTime.getAsLong();
    }

    /** Something waits to leave: it does now, or when the pause ends. */
    void waiting() {
        if (due.get() || !due.compareAndSet(false, true)) {
            return;
        }
        long pause = nextAt - nanoTime.getAsLong();
        if (pause <= 0) {
            leave();
        } else {
            later.later(pause, this::leave);
        }
    }

    /** A flight took so many nanoseconds. Flights that land at one time may overwrite each other's share of the mean. */
    void flown(long nanos) {
        long mean = flight;
        flight = mean + (Math.min(nanos, longest) - mean) / SMOOTHED_OVER;
    }

    private void leave() {
        nextAt = nanoTime.getAsLong() + Math.min(longest, PAUSE_PER_FLIGHT * flight);
        due.set(false);
        wave.run();
    }
}
