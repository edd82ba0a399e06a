package io.telltale.alerting.intake;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.store.StaleRulesException;
import io.telltale.events.AnomalyFound;
import io.telltale.events.CloudEvent;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the findings of the anomaly detectors from the stream {@code EVENTS}, over one durable consumer that all replicas
 * share. Acknowledged after the commit; what is no finding is parked. One virtual thread; comes back by itself.
 */
final class AnomalyIntake implements AutoCloseable {

    private static final String CONSUMER = "alerting-service-anomalies";
    private static final int BATCH = 200;
    private static final Duration PULL_EXPIRES = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofMillis(250);
    private static final Duration ACK_WAIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EventsConsumer consumer;
    private final AnomalyJudge judge;
    private final Duration quiet;
    private final IntakeMetrics metrics;
    private final Runnable committed;
    private final Perseverance reading =
            new Perseverance("findings", this::read, PAUSE, ACK_WAIT, InstantSource.system());
    private volatile long pending;
    private long sweptAt = System.nanoTime();
    private long reviewedAt = System.nanoTime();
    private int asked;
    private long askedAt;

    AnomalyIntake(Connection nats, AnomalyJudge judge, Duration quiet, IntakeMetrics metrics, Runnable committed) {
        this.consumer = new EventsConsumer(nats, CONSUMER, Subjects.ALL_ANOMALIES, ACK_WAIT);
        this.judge = judge;
        this.quiet = quiet;
        this.metrics = metrics;
        this.committed = committed;
    }

    void start() {
        reading.start();
    }

    /** Why nothing was read for {@code patience}; empty while all is well. */
    Optional<String> stalled(Instant now, Duration patience) {
        return reading.stalled(now, patience);
    }

    /** Findings on the stream that were not handed to a replica, as of the last look. */
    long pending() {
        return pending;
    }

    private void read() throws IOException, JetStreamApiException, StaleRulesException, InterruptedException {
        JetStreamSubscription subscription = consumer.subscribe();
        asked = 0;
        try {
            while (reading.wanted()) {
                List<Message> messages = next(subscription);
                if (!messages.isEmpty()) {
                    process(messages);
                    progressed(messages.getLast().metaData().pendingCount());
                } else if (reviewDue()) {
                    progressed(consumer.info().getNumPending());
                }
            }
        } finally {
            giveBack(subscription);
        }
    }

    /** Waits for the first finding and takes with it what has arrived by then. */
    private List<Message> next(JetStreamSubscription subscription) throws InterruptedException {
        ask(subscription);
        List<Message> messages = new ArrayList<>();
        Message message = subscription.nextMessage(WAIT);
        while (message != null) {
            messages.add(message);
            asked--;
            message = messages.size() < BATCH ? subscription.nextMessage(Duration.ofMillis(1)) : null;
        }
        return messages;
    }

    /** Keeps the server supplied with requests; one that expired is asked again, so nothing can stall for good. */
    private void ask(JetStreamSubscription subscription) {
        boolean expired = System.nanoTime() - askedAt > PULL_EXPIRES.toNanos();
        if (expired || asked <= BATCH / 2) {
            subscription.pull(
                    PullRequestOptions.builder(BATCH).expiresIn(PULL_EXPIRES).build());
            asked = expired ? BATCH : asked + BATCH;
            askedAt = System.nanoTime();
        }
    }

    /** What was fetched but not judged goes to another replica at once, not only when its time to acknowledge is over. */
    private static void giveBack(JetStreamSubscription subscription) throws InterruptedException {
        if (!subscription.isActive()) {
            return;
        }
        Message message = subscription.nextMessage(Duration.ofMillis(1));
        while (message != null) {
            message.nak();
            message = subscription.nextMessage(Duration.ofMillis(1));
        }
        subscription.unsubscribe();
    }

    private void process(List<Message> messages) throws IOException, JetStreamApiException, StaleRulesException {
        List<AnomalyFound> findings = new ArrayList<>();
        for (Message message : messages) {
            try {
                findings.add(CloudEvent.parse(message.getData()).dataAs(AnomalyFound.class));
            } catch (IOException e) {
                consumer.park(message, e);
                metrics.parked.increment();
            }
        }
        List<Transition> transitions = judge.judge(findings);
        metrics.findings.increment(findings.size());
        metrics.committed(transitions);
        messages.forEach(Message::ack);
        if (!transitions.isEmpty()) {
            committed.run();
        }
    }

    /** That nothing comes means nothing while NATS is away or hangs: only its word counts. */
    private boolean reviewDue() {
        return System.nanoTime() - reviewedAt >= PAUSE.toNanos() / 2;
    }

    /** Alerts end by silence only once everything that was said has been heard. */
    private void progressed(long left) {
        reviewedAt = System.nanoTime();
        pending = left;
        if (left == 0) {
            endQuiet();
        }
        reading.progressed();
    }

    private void endQuiet() {
        long interval = Math.min(PAUSE.toNanos(), quiet.toNanos() / 4);
        if (System.nanoTime() - sweptAt < interval) {
            return;
        }
        sweptAt = System.nanoTime();
        List<Transition> ended = judge.endQuiet(quiet);
        metrics.committed(ended);
        if (!ended.isEmpty()) {
            committed.run();
        }
    }

    @Override
    public void close() throws InterruptedException {
        reading.close();
    }
}
