package io.telltale.alerting;

import io.telltale.alerting.store.Acknowledgements;
import io.telltale.alerting.store.Rounds;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Ends acknowledgements when their time is over, so that the history and the stream say so and escalation goes on. One
 * virtual thread; what fails is tried again the next time. Whether an acknowledgement stands never depends on it.
 */
final class AcknowledgementEnd implements AutoCloseable {

    private final Acknowledgements acknowledgements;
    private final InstantSource clock;
    private final Runnable committed;
    private final Rounds rounds;

    AcknowledgementEnd(Acknowledgements acknowledgements, InstantSource clock, Duration poll, Runnable committed) {
        this.acknowledgements = acknowledgements;
        this.clock = clock;
        this.committed = committed;
        this.rounds = new Rounds("ends of acknowledgements", poll, this::end);
    }

    void start() {
        rounds.start();
    }

    private boolean end() {
        if (acknowledgements.endExpired(clock.instant()) > 0) {
            committed.run();
        }
        return false;
    }

    @Override
    public void close() throws InterruptedException {
        rounds.close();
    }
}
