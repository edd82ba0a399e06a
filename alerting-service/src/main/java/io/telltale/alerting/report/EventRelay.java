package io.telltale.alerting.report;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.telltale.alerting.store.Outbox;
import io.telltale.alerting.store.Rounds;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Publishes the outbox' events as {@code alert.{tenant}.{state}}, in the order they were committed.
 *
 * <p>An event leaves the outbox after JetStream has persisted it. Its message id is made from the alert and its state, so
 * one published twice is stored once. One replica publishes at a time. While NATS is away the outbox waits; alerts and
 * webhooks go on. One virtual thread.
 */
public final class EventRelay implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EventRelay.class.getName());
    private static final int BATCH = 100;
    /** The database ends a transaction that rests for 5 s; what was published until then is taken out before. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Connection nats;
    private final Outbox outbox;
    private final Rounds rounds;
    private String lastError = "";

    /**
     * A relay.
     *
     * @param poll how often to look without being woken
     */
    public EventRelay(Connection nats, Outbox outbox, Duration poll) {
        this.nats = nats;
        this.outbox = outbox;
        this.rounds = new Rounds("alert events", poll, () -> outbox.relay(BATCH, this::publish) == BATCH);
    }

    /** Begins to publish. */
    public void start() {
        rounds.start();
    }

    /** Something was committed that is to be published. Any thread; returns at once. */
    public void wake() {
        rounds.wake();
    }

    /** Publishes in order up to the first that is refused. */
    private int publish(List<Outbox.Unpublished> events) {
        int published = 0;
        try {
            JetStream jetStream = nats.jetStream();
            long began = System.nanoTime();
            for (Outbox.Unpublished event : events) {
                if (System.nanoTime() - began > LONGEST.toNanos()) {
                    break;
                }
                PublishOptions once = PublishOptions.builder()
                        .messageId(event.id().toString())
                        .expectedStream(Streams.EVENTS)
                        .build();
                jetStream.publish(subject(event), event.event().getBytes(StandardCharsets.UTF_8), once);
                published++;
            }
            lastError = "";
        } catch (IOException | JetStreamApiException e) {
            report(e.toString());
        }
        return published;
    }

    private static String subject(Outbox.Unpublished event) {
        return Subjects.alert(event.tenant(), event.type().substring("alert.".length()));
    }

    private void report(String reason) {
        if (!reason.equals(lastError)) {
            LOG.log(System.Logger.Level.WARNING, "alert events wait in the outbox reason={0}", reason);
        }
        lastError = reason;
    }

    @Override
    public void close() throws InterruptedException {
        rounds.close();
    }
}
