package io.telltale.events;

import io.nats.client.JetStream;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How a {@link DeadLetter} lies on the stream {@code DEADLETTER}: the original bytes, all else in headers. */
public final class DeadLetters {

    private static final String TENANT = "Telltale-Tenant";
    private static final String DEVICE = "Telltale-Device";
    private static final String REASON = "Telltale-Reason";
    private static final String DETAIL = "Telltale-Detail";
    private static final String ORIGIN = "Telltale-Origin";
    private static final String TIME = "Telltale-Time";

    /** The header that tells a letter from every other, and makes parking it again harmless. */
    public static final String MESSAGE_ID = "Nats-Msg-Id";

    private DeadLetters() {}

    /**
     * Parks a message; does not block.
     *
     * @param messageId the same for every attempt to park the same message, so that it is parked once
     * @return completes when JetStream has persisted it, fails when it has not
     */
    public static CompletableFuture<Void> publish(JetStream jetStream, String messageId, DeadLetter letter) {
        return jetStream.publishAsync(message(messageId, letter)).thenAccept(ack -> {});
    }

    /** The NATS message of a dead letter. */
    public static Message message(String messageId, DeadLetter letter) {
        Headers headers = new Headers()
                .put(TENANT, printable(letter.tenant()))
                .put(DEVICE, printable(letter.device()))
                .put(REASON, letter.reason())
                .put(DETAIL, printable(letter.detail()))
                .put(ORIGIN, printable(letter.origin()))
                .put(TIME, letter.time().toString())
                .put(MESSAGE_ID, messageId);
        return NatsMessage.builder()
                .subject(Subjects.deadLetter(letter.stage(), letter.reason()))
                .headers(headers)
                .data(letter.payload())
                .build();
    }

    /** Reads a message of the stream back. */
    public static DeadLetter parse(Message message) {
        return parse(message.getSubject(), message.getHeaders(), message.getData());
    }

    /** Reads a stored message back from its parts. */
    public static DeadLetter parse(String subject, @Nullable Headers headers, byte @Nullable [] payload) {
        String[] tokens = subject.split("\\.", 3);
        return new DeadLetter(
                tokens.length > 1 ? tokens[1] : DeadLetter.UNKNOWN,
                header(headers, REASON, tokens.length > 2 ? tokens[2] : DeadLetter.UNKNOWN),
                header(headers, DETAIL, ""),
                header(headers, TENANT, DeadLetter.UNKNOWN),
                header(headers, DEVICE, DeadLetter.UNKNOWN),
                header(headers, ORIGIN, ""),
                time(header(headers, TIME, "")),
                payload == null ? new byte[0] : payload);
    }

    /** A stranger's letter without a time that can be read must not keep the others from being read. */
    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static String header(@Nullable Headers headers, String name, String absent) {
        String value = headers == null ? null : headers.getLast(name);
        return value == null ? absent : value;
    }

    /** NATS headers carry printable ASCII; whatever a device sent beyond that shows as a question mark. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 127 ? c : '?');
        }
        return out.toString();
    }
}
