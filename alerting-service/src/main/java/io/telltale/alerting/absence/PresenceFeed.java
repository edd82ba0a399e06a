package io.telltale.alerting.absence;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.api.ConsumerInfo;
import io.telltale.alerting.intake.EventsConsumer;
import io.telltale.alerting.store.PresenceStore;
import io.telltale.alerting.store.PresenceStore.Session;
import io.telltale.events.CloudEvent;
import io.telltale.events.PresenceChanged;
import io.telltale.events.Subjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads from the stream {@code EVENTS} what gateways tell of sessions, over one durable consumer that all replicas share, and
 * hears the gateways' heartbeats. Acknowledged after the commit; what is no such event is parked. The order of events does not
 * matter, so any number of replicas may read at once. {@link #read} and {@link #close} belong to one thread.
 */
final class PresenceFeed implements AbsenceWatch.Feed, AutoCloseable {

    static final String CONSUMER = "alerting-service-presence";

    private static final int BATCH = 500;
    private static final Duration ACK_WAIT = Duration.ofSeconds(10);

    private final Connection nats;
    private final EventsConsumer consumer;
    private final PresenceStore store;
    private final InstantSource clock;
    private final Map<String, Instant> beats = new ConcurrentHashMap<>();
    private final Dispatcher heartbeats;
    private final JetStreamSubscription subscription;
    /** How much the consumer had handed over at an earlier look, when nothing waited behind it. */
    private long reaches = -1;

    private boolean news;

    /** Begins to listen; makes the consumer if there is none. */
    PresenceFeed(Connection nats, PresenceStore store, InstantSource clock) throws IOException, JetStreamApiException {
        this.nats = nats;
        this.store = store;
        this.clock = clock;
        this.consumer = new EventsConsumer(nats, CONSUMER, Subjects.ALL_PRESENCE, ACK_WAIT);
        this.subscription = consumer.subscribe();
        heartbeats = nats.createDispatcher(
                beat -> beats.put(new String(beat.getData(), StandardCharsets.UTF_8), this.clock.instant()));
        heartbeats.subscribe(Subjects.GATEWAY_ALIVE);
    }

    /** Takes in what comes within {@code wait}; how many events. */
    int read(Duration wait) throws IOException, JetStreamApiException {
        List<Message> messages = subscription.fetch(BATCH, wait);
        if (messages.isEmpty()) {
            return 0;
        }
        List<Session> sessions = new ArrayList<>();
        for (Message message : messages) {
            try {
                session(message).ifPresent(sessions::add);
            } catch (IOException e) {
                consumer.park(message, e);
            }
        }
        store.record(sessions);
        news |= !sessions.isEmpty();
        messages.forEach(Message::ack);
        return messages.size();
    }

    /** Not what this service itself says of devices, nor what is from before there were epochs: nothing can rely on that. */
    private static Optional<Session> session(Message message) throws IOException {
        CloudEvent event = CloudEvent.parse(message.getData());
        if (!event.type().equals(PresenceChanged.TYPE)) {
            return Optional.empty();
        }
        PresenceChanged told = event.dataAs(PresenceChanged.class);
        return Optional.ofNullable(told.run())
                .map(run -> new Session(
                        told.tenant(),
                        told.device(),
                        run,
                        told.epoch(),
                        told.online(),
                        message.metaData().timestamp().toInstant(),
                        told.cause(),
                        told.lastWill()));
    }

    @Override
    public boolean readToTheEnd() throws IOException {
        try {
            ConsumerInfo info = consumer.info();
            boolean nothingLeft = info.getNumPending() == 0;
            // While events come all the time some always wait for their commit; those of the last look must not.
            boolean reached = reaches >= 0 && info.getAckFloor().getConsumerSequence() >= reaches;
            boolean toTheEnd = reached || (nothingLeft && info.getNumAckPending() == 0);
            if (reached || reaches < 0) {
                reaches = nothingLeft ? info.getDelivered().getConsumerSequence() : -1;
            }
            return toTheEnd;
        } catch (JetStreamApiException e) {
            throw new IOException("the consumer " + CONSUMER + " is not there", e);
        }
    }

    @Override
    public boolean news() {
        boolean read = news;
        news = false;
        return read;
    }

    @Override
    public Map<String, Instant> beats() {
        Map<String, Instant> heard = Map.copyOf(beats);
        heard.forEach(beats::remove);
        return heard;
    }

    @Override
    public void close() {
        if (nats.getStatus() == Connection.Status.CONNECTED) {
            subscription.unsubscribe();
            nats.closeDispatcher(heartbeats);
        }
    }
}
