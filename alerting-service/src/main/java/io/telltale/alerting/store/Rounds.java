package io.telltale.alerting.store;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Does one thing round after round on a virtual thread of its own: the next at once while there may be more to do, else when it is
 * woken, at the latest after a while. A round that fails for the database is done again; each new reason is said once.
 */
public final class Rounds implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

    private final String name;
    private final Duration poll;
    private final BooleanSupplier round;
    private final Wakeup work = new Wakeup();
    private final Thread thread;
    private volatile boolean stopped;
    private String lastFailure = "";

    /**
     * Rounds that have not begun.
     *
     * @param name of what is done, for the log and the thread
     * @param poll longest wait between rounds
     * @param round one of them; whether there may be more to do now
     */
    public Rounds(String name, Duration poll, BooleanSupplier round) {
        this.name = name;
        this.poll = poll;
        this.round = round;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** There is something to do. Any thread; returns at once. */
    public void wake() {
        work.call();
    }

    private void run() {
        while (!stopped) {
            try {
                if (!next()) {
                    work.await(poll);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean next() {
        try {
            boolean more = round.getAsBoolean();
            lastFailure = "";
            return more;
        } catch (StoreException e) {
            report(e);
            return e.raced();
        }
    }

    private void report(StoreException cause) {
        String reason = cause.toString();
        if (!reason.equals(lastFailure)) {
            LOG.log(System.Logger.Level.WARNING, name + " wait for the database", cause);
        }
        lastFailure = reason;
    }

    /** Begins no further round, and waits for the end of the last. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        work.call();
        thread.join();
    }
}
