package io.telltale.console.events;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.Subscription;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.telltale.events.Streams;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * What one listener is fed from: an ordered consumer on the stream {@code EVENTS}, from where it left off, and core
 * subscriptions to the live readings of its devices. Opening and closing block for a round trip; messages come on the
 * dispatcher's thread and are handed over without waiting.
 */
final class EventFeed implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventFeed.class);

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final Dispatcher dispatcher;
    private final EventListener listener;
    private final EventMetrics metrics;
    private final List<Subscription> subscriptions = new ArrayList<>();

    private EventFeed(Dispatcher dispatcher, EventListener listener, EventMetrics metrics) {
        this.dispatcher = dispatcher;
        this.listener = listener;
        this.metrics = metrics;
    }

    /**
     * Begins to feed {@code listener}; its first frame, {@code ready}, carries the id to resume from until another comes.
     * Whatever is published after the return reaches the listener.
     *
     * @throws IOException when NATS does not answer
     * @throws JetStreamApiException when it refuses
     */
    static EventFeed open(
            Connection nats, Dispatcher dispatcher, Wish wish, EventListener listener, EventMetrics metrics)
            throws IOException, JetStreamApiException {
        EventFeed feed = new EventFeed(dispatcher, listener, metrics);
        try {
            feed.followEvents(nats, wish);
            wish.devices().forEach(device -> feed.followReadings(wish.tenant(), device));
            untilSubscribed(nats);
            return feed;
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            feed.close();
            throw e;
        }
    }

    private void followEvents(Connection nats, Wish wish) throws IOException, JetStreamApiException {
        long last = nats.jetStreamManagement()
                .getStreamInfo(Streams.EVENTS)
                .getStreamState()
                .getLastSequence();
        // A listener of an earlier stream, purged since, may be ahead of this one.
        long seen = Math.min(wish.after().orElse(last), last);
        listener.offer(Frame.resumable(seen, "ready", "{\"tenant\":\"" + wish.tenant() + "\"}"));
        JetStreamSubscription events =
                nats.jetStream().subscribe(null, dispatcher, this::event, false, from(seen + 1, wish.tenant()));
        subscriptions.add(events);
    }

    private static PushSubscribeOptions from(long sequence, String tenant) {
        ConsumerConfiguration wanted = ConsumerConfiguration.builder()
                .filterSubjects(
                        Subjects.anomaly(tenant, "*", "*"),
                        Subjects.alert(tenant, "*"),
                        Subjects.presence(tenant, "*"),
                        Subjects.device(tenant, "*"))
                .deliverPolicy(DeliverPolicy.ByStartSequence)
                .startSequence(sequence)
                .build();
        return PushSubscribeOptions.builder().stream(Streams.EVENTS)
                .ordered(true)
                .configuration(wanted)
                .build();
    }

    private void followReadings(String tenant, String device) {
        subscriptions.add(dispatcher.subscribe(Subjects.live(tenant, device, "*"), this::reading));
    }

    /** Subscribing only queues the request: a reading published meanwhile would pass a listener that was told it is ready. */
    private static void untilSubscribed(Connection nats) throws IOException {
        try {
            nats.flush(ANSWER);
        } catch (TimeoutException e) {
            throw new IOException("NATS did not confirm the subscriptions within " + ANSWER, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while subscribing", e);
        }
    }

    private void event(Message message) {
        try {
            long sequence = message.metaData().streamSequence();
            listener.offer(Translation.event(message.getSubject(), sequence, message.getData()));
        } catch (IOException e) {
            skip(message, e);
        }
    }

    private void reading(Message message) {
        try {
            listener.offer(Translation.reading(message.getSubject(), message.getData()));
        } catch (IOException e) {
            skip(message, e);
        }
    }

    /** It stays on NATS for whoever wants to look; a browser could do nothing with it. */
    private void skip(Message message, IOException reason) {
        metrics.malformed();
        LOG.warnf("event not shown subject=%s reason=%s", message.getSubject(), reason.getMessage());
    }

    @Override
    public void close() {
        for (Subscription subscription : subscriptions) {
            if (subscription.isActive()) {
                dispatcher.unsubscribe(subscription);
            }
        }
    }
}
