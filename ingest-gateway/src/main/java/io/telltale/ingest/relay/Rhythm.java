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
 * While batches are worth gathering, the pause is no less than {@link #SHORTEST_OF_MANY}: at 37,500 readings/s that makes half as
 * many waves and takes a fifth of the machine's work away, and with it the tail of what every reading waits for a processor.
 * After a pause without readings the next one leaves at once. Any thread, lock-free.
 */
final class Rhythm {

    private static final int PAUSE_PER_FLIGHT = 2;

    private static final long SHORTEST_OF_MANY = Duration.ofMillis(12).toNanos();

    /** Readings in a batch, in the mean, from which on it is worth gathering: with fewer, who sends one by one would only wait. */
    private static final int MANY = 16;

    /** A flight counts for one in so many: about the last wave's flights make the mean. */
    private static final int SMOOTHED_OVER = 16;

    private final Runnable wave;
    private final long longest;
    private final LongSupplier nanoTime;
    private final Later later;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long nextAt;
    private volatile long flight;
    private volatile float readings;

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

    /**
     * A flight took so many nanoseconds, with a batch of so many readings. Flights that land at one time may overwrite each
     * other's share of the means.
     */
    void flown(long nanos, int batch) {
        long mean = flight;
        flight = mean + (Math.min(nanos, longest) - mean) / SMOOTHED_OVER;
        float size = readings;
        readings = size + (batch - size) / SMOOTHED_OVER;
    }

    private void leave() {
        long shortest = readings < MANY ? 0 : SHORTEST_OF_MANY;
        nextAt = nanoTime.getAsLong() + Math.min(longest, Math.max(shortest, PAUSE_PER_FLIGHT * flight));
        due.set(false);
        wave.run();
    }
}
