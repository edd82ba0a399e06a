package io.telltale.ingest.deadletter;

import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.ingest.admission.DeviceId;
import io.telltale.ingest.admission.RawMessage;
import io.telltale.ingest.admission.Refusal;
import io.telltale.ingest.relay.DurablePublisher;
import io.telltale.ingest.relay.NoRoom;
import io.telltale.ingest.relay.WhenFull;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Parks a message as it came, with why it was refused, so that it can be looked at, mended and replayed.
 *
 * <p>One dead letter a message, whatever number of its values was bad; its subject carries the first reason, its detail all
 * of them. Any thread, never blocks.
 */
public final class ParkedMessages {

    /** The stage under which this service parks. */
    public static final String STAGE = "admission";

    private static final int DETAIL_LENGTH = 2_000;

    private final DurablePublisher publisher;
    private final WhenFull whenFull;

    public ParkedMessages(DurablePublisher publisher, WhenFull whenFull) {
        this.publisher = publisher;
        this.whenFull = whenFull;
    }

    /**
     * Parks the original bytes.
     *
     * @param receivedMicros the receive time a replay is to give to values without a time of their own
     * @return empty when JetStream has persisted it; why it has no room, if that is to be told. Never fails
     */
    public CompletableFuture<Optional<NoRoom>> park(RawMessage message, List<Refusal> refusals, long receivedMicros) {
        Optional<DeviceId> device = message.sender().or(() -> DeviceId.ofTopic(message.topic()));
        DeadLetter letter = new DeadLetter(
                STAGE,
                refusals.getFirst().reason().label(),
                detail(refusals),
                device.map(DeviceId::tenant).orElse(DeadLetter.UNKNOWN),
                device.map(DeviceId::device).orElse(DeadLetter.UNKNOWN),
                message.topic(),
                Instant.EPOCH.plus(receivedMicros, ChronoUnit.MICROS),
                message.payload());
        return publisher.publish(DeadLetters.message(id(letter), letter), whenFull);
    }

    /**
     * The same for every attempt to park one message, and another for each message: a device that repeats itself word for word,
     * as one that sends a bare number does, has each repetition parked.
     */
    private static String id(DeadLetter letter) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(letter.tenant(), letter.device(), letter.reason(), letter.origin())) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            digest.update(letter.time().toString().getBytes(StandardCharsets.UTF_8));
            return STAGE + '-' + HexFormat.of().formatHex(digest.digest(letter.payload()), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String detail(List<Refusal> refusals) {
        String all = refusals.stream().map(Refusal::detail).collect(Collectors.joining("; "));
        return all.length() <= DETAIL_LENGTH ? all : all.substring(0, DETAIL_LENGTH) + "...";
    }
}
