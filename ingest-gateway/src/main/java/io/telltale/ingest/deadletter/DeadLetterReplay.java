package io.telltale.ingest.deadletter;

import io.nats.client.JetStream;
import io.nats.client.impl.Headers;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.ingest.Outcome;
import io.telltale.ingest.TelemetryInbox;
import io.telltale.ingest.admission.Refusal;
import io.telltale.ingest.relay.NoRoom;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Sends a dead letter on its way again, after whatever was wrong in it or around it was mended: a payload, a device
 * registered, a parent set, a service repaired.
 *
 * <p>A message of a device goes through admission again, as its sender and with the time it was received then, so values that
 * were stored the first time come out as the same readings and vanish. A batch goes back to its lane, an event to its stream,
 * under an id made of the letter, so two attempts close to each other are one; later ones are repeats of the same readings.
 * Any thread, never blocks.
 */
final class DeadLetterReplay {

    private final TelemetryInbox inbox;
    private final JetStream jetStream;

    DeadLetterReplay(TelemetryInbox inbox, JetStream jetStream) {
        this.inbox = inbox;
        this.jetStream = jetStream;
    }

    /** Replays a letter; completes when all of it is persisted, or it is known why not; fails when JetStream does not take it. */
    CompletableFuture<Replay> replay(long id, DeadLetter letter) {
        return switch (WayBack.of(letter)) {
            case WayBack.Door door -> inbox.readmit(door.message()).thenApply(DeadLetterReplay::told);
            case WayBack.Lane lane -> publish(lane.subject(), id, letter);
            case WayBack.Feed feed -> publish(feed.subject(), id, letter);
            case WayBack.Unfit(String why) ->
                CompletableFuture.completedFuture(new Replay.Refused("it is refused again: " + why));
            case WayBack.Nowhere(String why) -> CompletableFuture.completedFuture(new Replay.Skipped(why));
        };
    }

    /** One attempt: whoever replays tries again, and a full stream must not gather attempts. */
    private CompletableFuture<Replay> publish(String subject, long id, DeadLetter letter) {
        Headers headers = new Headers().put(DeadLetters.MESSAGE_ID, "replay-" + id + '-' + digest(letter));
        return jetStream.publishAsync(subject, headers, letter.payload()).thenApply(persisted -> new Replay.Sent());
    }

    private static Replay told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Relayed all -> new Replay.Sent();
            case Outcome.Refused(List<Refusal> refusals) ->
                new Replay.Refused("it is refused again: " + reasons(refusals));
            case Outcome.PartlyRelayed(List<Refusal> refusals) ->
                new Replay.Refused(
                        "its good values are on their way, the letter stays for the others: " + reasons(refusals));
            case Outcome.Returned(NoRoom reason) -> throw new IllegalStateException(reason.explanation());
        };
    }

    private static String reasons(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> refusal.reason().label() + ": " + refusal.detail())
                .collect(Collectors.joining("; "));
    }

    /** Tells a letter from another one that has its id because the stream was made anew. */
    static String digest(DeadLetter letter) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(letter.origin().getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return HexFormat.of().formatHex(sha.digest(letter.payload()), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
