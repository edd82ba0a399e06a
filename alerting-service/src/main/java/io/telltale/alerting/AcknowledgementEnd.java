package io.telltale.alerting;

import io.telltale.alerting.store.Acknowledgements;
import io.telltale.alerting.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends acknowledgements when their time is over, so that the history and the stream say so and escalation goes on. One
 * virtual thread; what fails is tried again the next time. Whether an acknowledgement stands never depends on it.
 */
final class AcknowledgementEnd implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AcknowledgementEnd.class.getName());

    private final Acknowledgements acknowledgements;
    private final InstantSource clock;
    private final Duration poll;
    private final Runnable committed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("acknowledgement-end").unstarted(this::run);

    AcknowledgementEnd(Acknowledgements acknowledgements, InstantSource clock, Duration poll, Runnable committed) {
        this.acknowledgements = acknowledgements;
        this.clock = clock;
        this.poll = poll;
        this.committed = committed;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(poll.toMillis(), TimeUnit.MILLISECONDS)) {
                end(clock.instant());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Instant now) {
        try {
            if (acknowledgements.endExpired(now) > 0) {
                committed.run();
            }
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "acknowledgements not ended, trying again", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
