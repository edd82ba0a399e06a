package io.telltale.alerting.intake;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.telltale.alerting.alert.Transition;
import io.telltale.alerting.store.StaleRulesException;
import io.telltale.events.AnomalyFound;
import io.telltale.events.CloudEvent;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the findings of the anomaly detectors from the stream {@code EVENTS}, over one durable consumer that all replicas
 * share. Acknowledged after the commit; what is no finding is parked. One virtual thread; comes back by itself.
 */
final class AnomalyIntake implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AnomalyIntake.class.getName());
    private static final String CONSUMER = "alerting-service-anomalies";
    private static final int BATCH = 200;
    private static final Duration PULL_EXPIRES = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofMillis(250);
    private static final Duration ACK_WAIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Connection nats;
    private final AnomalyJudge judge;
    private final Duration quiet;
    private final IntakeMetrics metrics;
    private final Runnable committed;
    private final Thread thread = Thread.ofVirtual().name("anomaly-rules").unstarted(this::run);
    private volatile boolean stopped;
    private volatile Instant lastProgress = Instant.now();
    private volatile String lastError = "";
    private volatile long pending;
    private long sweptAt = System.nanoTime();
    private long reviewedAt = System.nanoTime();
    private int asked;
    private long askedAt;

    AnomalyIntake(Connection nats, AnomalyJudge judge, Duration quiet, IntakeMetrics metrics, Runnable committed) {
        this.nats = nats;
        this.judge = judge;
        this.quiet = quiet;
        this.metrics = metrics;
        this.committed = committed;
    }

    void start() {
        thread.start();
    }

    /** Why nothing was read for {@code patience}; empty while all is well. */
    Optional<String> stalled(Instant now, Duration patience) {
        return lastProgress.plus(patience).isBefore(now)
                ? Optional.of(lastError.isEmpty() ? "no answer" : lastError)
                : Optional.empty();
    }

    /** Findings on the stream that were not handed to a replica, as of the last look. */
    long pending() {
        return pending;
    }

    private void run() {
        while (!stopped) {
            try {
                read();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | JetStreamApiException | StaleRulesException | RuntimeException e) {
                report(e);
                rest();
            }
        }
    }

    private void read() throws IOException, JetStreamApiException, StaleRulesException, InterruptedException {
        ConsumerConfiguration consumer = ConsumerConfiguration.builder()
                .durable(CONSUMER)
                .filterSubject(Subjects.ALL_ANOMALIES)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(ACK_WAIT)
                .build();
        nats.jetStreamManagement().addOrUpdateConsumer(Streams.EVENTS, consumer);
        JetStreamSubscription subscription =
                nats.jetStream().subscribe(null, PullSubscribeOptions.bind(Streams.EVENTS, CONSUMER));
        asked = 0;
        try {
            while (!stopped) {
                List<Message> messages = next(subscription);
                if (!messages.isEmpty()) {
                    process(messages);
                    progressed(messages.getLast().metaData().pendingCount());
                } else if (reviewDue()) {
                    progressed(nats.jetStreamManagement()
                            .getConsumerInfo(Streams.EVENTS, CONSUMER)
                            .getNumPending());
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
                park(message, e);
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
        lastProgress = Instant.now();
        lastError = "";
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

    private void park(Message message, IOException cause) throws IOException, JetStreamApiException {
        DeadLetter letter = new DeadLetter(
                "alerting",
                "malformed-event",
                String.valueOf(cause.getMessage()),
                DeadLetter.UNKNOWN,
                DeadLetter.UNKNOWN,
                message.getSubject(),
                Instant.now(),
                message.getData());
        String id = CONSUMER + '-' + message.metaData().streamSequence();
        nats.jetStream().publish(DeadLetters.message(id, letter));
        metrics.parked.increment();
    }

    private void report(Exception cause) {
        String reason = cause.toString();
        if (!reason.equals(lastError)) {
            LOG.log(System.Logger.Level.WARNING, "findings not read, trying again", cause);
        }
        lastError = reason;
    }

    private void rest() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(ACK_WAIT);
    }
}
