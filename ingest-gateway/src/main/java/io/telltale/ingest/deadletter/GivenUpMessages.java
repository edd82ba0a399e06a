package io.telltale.ingest.deadletter;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.MessageInfo;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.Streams;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters of the messages on which a consumer gave up, ours or a user's own.
 *
 * <p>JetStream tells of them only once and only those who listen, so the stream {@code ADVISORIES} keeps what it says, and all
 * replicas of the gateway share one durable consumer on it: none is missed while no gateway runs. The message is fetched by its
 * sequence and parked under an id made of consumer and sequence; the advisory is acknowledged after that. An advisory that comes
 * again later than JetStream remembers ids is looked for among the letters first. One virtual thread; comes back by itself.
 */
final class GivenUpMessages implements AutoCloseable {

    static final String STAGE = "consumer";
    static final String CONSUMER = "ingest-gateway-given-up";

    private static final System.Logger LOG = System.getLogger(GivenUpMessages.class.getName());
    private static final int BATCH = 50;
    private static final int LOOKS = 3;
    private static final int NO_SUCH_MESSAGE = 10037;
    private static final int NO_SUCH_STREAM = 10059;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration ACK_WAIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Connection nats;
    private final DeadLetterMeters meters;
    private final Thread thread = Thread.ofVirtual().name("given-up-messages").unstarted(this::run);
    private volatile boolean stopped;
    private String lastError = "";

    GivenUpMessages(Connection nats, DeadLetterMeters meters) {
        this.nats = nats;
        this.meters = meters;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(PAUSE);
    }

    private void run() {
        while (!stopped) {
            try {
                listen();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | JetStreamApiException | RuntimeException e) {
                report(e);
                rest();
            }
        }
    }

    private void listen() throws IOException, JetStreamApiException, InterruptedException {
        JetStreamManagement streams = nats.jetStreamManagement();
        streams.addOrUpdateConsumer(
                Streams.ADVISORIES,
                ConsumerConfiguration.builder()
                        .durable(CONSUMER)
                        .ackPolicy(AckPolicy.Explicit)
                        .ackWait(ACK_WAIT)
                        .maxDeliver(-1)
                        .build());
        JetStreamSubscription advisories =
                nats.jetStream().subscribe(null, PullSubscribeOptions.bind(Streams.ADVISORIES, CONSUMER));
        try {
            while (!stopped) {
                for (Message message : advisories.fetch(BATCH, WAIT)) {
                    capture(streams, message);
                }
                lastError = "";
            }
        } finally {
            if (advisories.isActive()) {
                advisories.unsubscribe();
            }
        }
    }

    /** Parks what an advisory is about. One that fails comes again and keeps no other from being heard. */
    private void capture(JetStreamManagement streams, Message message) throws InterruptedException {
        try {
            Optional<Message> letter = letter(streams, message);
            if (letter.isEmpty()) {
                message.nakWithDelay(PAUSE);
                return;
            }
            if (message.metaData().deliveredCount() == 1 || !parkedBefore(streams, letter.get(), message)) {
                nats.jetStream().publish(letter.get());
                meters.captured();
            }
            message.ackSync(PATIENCE);
        } catch (IOException | JetStreamApiException | TimeoutException e) {
            report(e);
            message.nakWithDelay(PAUSE);
        }
    }

    /** The letter to park; empty when the message should be looked for once more, since a replica may lag. */
    private static Optional<Message> letter(JetStreamManagement streams, Message message)
            throws IOException, JetStreamApiException {
        Advisory advisory;
        try {
            advisory = Advisory.parse(message.getData());
        } catch (IOException e) {
            DeadLetter unreadable = new DeadLetter(
                    STAGE,
                    "malformed-advisory",
                    String.valueOf(e.getMessage()),
                    DeadLetter.UNKNOWN,
                    DeadLetter.UNKNOWN,
                    message.getSubject(),
                    message.metaData().timestamp().toInstant(),
                    message.getData());
            return Optional.of(
                    DeadLetters.message("advisory-" + message.metaData().streamSequence(), unreadable));
        }
        Optional<MessageInfo> lost = fetch(streams, advisory);
        if (lost.isEmpty() && message.metaData().deliveredCount() < LOOKS) {
            return Optional.empty();
        }
        DeadLetter letter = lost.map(found -> letter(advisory, message, found.getSubject(), found.getData()))
                .orElseGet(() -> letter(advisory, message, advisory.stream(), null));
        return Optional.of(DeadLetters.message(advisory.messageId(), letter));
    }

    private static DeadLetter letter(Advisory advisory, Message message, String origin, byte @Nullable [] payload) {
        Owner owner = payload == null ? Owner.NOBODY : Owner.of(origin, payload);
        return new DeadLetter(
                STAGE,
                advisory.reason(),
                payload == null ? advisory.detail() + "; it is no longer on the stream" : advisory.detail(),
                owner.tenant(),
                owner.device(),
                origin,
                message.metaData().timestamp().toInstant(),
                payload == null ? new byte[0] : payload);
    }

    private static Optional<MessageInfo> fetch(JetStreamManagement streams, Advisory advisory)
            throws IOException, JetStreamApiException {
        try {
            return Optional.of(streams.getMessage(advisory.stream(), advisory.sequence()));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_SUCH_MESSAGE || e.getApiErrorCode() == NO_SUCH_STREAM) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether a run before this one parked it and died before it could acknowledge. */
    private static boolean parkedBefore(JetStreamManagement streams, Message letter, Message advisory)
            throws IOException, JetStreamApiException {
        String id = letter.getHeaders().getLast(DeadLetters.MESSAGE_ID);
        try {
            MessageInfo next = streams.getFirstMessage(
                    Streams.DEADLETTER, advisory.metaData().timestamp(), letter.getSubject());
            while (true) {
                if (next.getHeaders() != null
                        && Objects.equals(id, next.getHeaders().getLast(DeadLetters.MESSAGE_ID))) {
                    return true;
                }
                next = streams.getNextMessage(Streams.DEADLETTER, next.getSeq() + 1, letter.getSubject());
            }
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_SUCH_MESSAGE) {
                return false;
            }
            throw e;
        }
    }

    private void report(Exception cause) {
        String reason = cause.toString();
        if (!reason.equals(lastError)) {
            LOG.log(System.Logger.Level.WARNING, "advisory not captured, trying again", cause);
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
}
