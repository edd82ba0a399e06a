package io.telltale.alerting.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Does one thing for as long as it is wanted, on a virtual thread of its own. When it fails it is begun again after a pause, and
 * each new reason is said once; how long nothing got on can be asked from any thread.
 */
public final class Perseverance implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Perseverance.class.getName());

    private final String what;
    private final Work work;
    private final Duration pause;
    private final Duration patience;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile Instant lastProgress;
    private volatile String lastError = "";

    /** What is to be done; it returns only when it is not {@link #wanted} any more. */
    @FunctionalInterface
    public interface Work {

        void run() throws Exception;
    }

    /**
     * Work that has not begun.
     *
     * @param what is read, for the log, such as {@code findings}
     * @param pause before it is begun again
     * @param patience how long {@link #close} waits for its end
     * @param clock by which it gets on
     */
    public Perseverance(String what, Work work, Duration pause, Duration patience, InstantSource clock) {
        this.what = what;
        this.work = work;
        this.pause = pause;
        this.patience = patience;
        this.clock = clock;
        this.lastProgress = clock.instant();
        this.thread = Thread.ofVirtual().name(what).unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Whether it is to go on. */
    public boolean wanted() {
        return !stopped;
    }

    /** Said by the work: it got on. */
    public void progressed() {
        lastProgress = clock.instant();
        lastError = "";
    }

    /** Why it did not get on for {@code longest}; empty while all is well. */
    public Optional<String> stalled(Instant now, Duration longest) {
        return lastProgress.plus(longest).isBefore(now)
                ? Optional.of(lastError.isEmpty() ? "no answer" : lastError)
                : Optional.empty();
    }

    private void run() {
        try {
            while (!stopped) {
                attempt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() throws InterruptedException {
        try {
            work.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            report(e);
            Thread.sleep(pause);
        }
    }

    private void report(Exception cause) {
        String reason = cause.toString();
        if (!reason.equals(lastError)) {
            LOG.log(System.Logger.Level.WARNING, what + " not read, trying again", cause);
        }
        lastError = reason;
    }

    /** Begins nothing again, and waits for the end of what runs, but not for ever. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(patience);
    }
}
