package io.telltale.ingest.deadletter;

import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.ingest.admission.DeviceId;
import io.telltale.ingest.admission.RawMessage;
import io.telltale.ingest.admission.Refusal;
import io.telltale.ingest.relay.DurablePublisher;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
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

    private final String run;
    private final DurablePublisher publisher;
    private final AtomicLong letters = new AtomicLong();

    public ParkedMessages(String run, DurablePublisher publisher) {
        this.run = run;
        this.publisher = publisher;
    }

    /**
     * Parks the original bytes.
     *
     * @param receivedMicros the receive time a replay is to give to values without a time of their own
     * @return completes when JetStream has persisted it; never fails
     */
    public CompletableFuture<Void> park(RawMessage message, List<Refusal> refusals, long receivedMicros) {
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
        return publisher.publish(DeadLetters.message(run + "-dl-" + letters.getAndIncrement(), letter));
    }

    private static String detail(List<Refusal> refusals) {
        String all = refusals.stream().map(Refusal::detail).collect(Collectors.joining("; "));
        return all.length() <= DETAIL_LENGTH ? all : all.substring(0, DETAIL_LENGTH) + "...";
    }
}
