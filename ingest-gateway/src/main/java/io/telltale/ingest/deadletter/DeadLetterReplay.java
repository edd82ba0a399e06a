package io.telltale.ingest.deadletter;

import io.telltale.events.DeadLetter;
import io.telltale.events.MalformedBatchException;
import io.telltale.events.ReadingBatch;
import io.telltale.http.Problem;
import io.telltale.ingest.Gateway;
import io.telltale.ingest.Outcome;
import io.telltale.ingest.admission.DeviceId;
import io.telltale.ingest.admission.RawMessage;
import io.telltale.ingest.admission.Refusal;
import io.telltale.ingest.relay.NoRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sends a dead letter on its way again, after whatever was wrong around it was mended: a device registered, a parent set, a
 * service repaired.
 *
 * <p>A message of a device goes through admission again, as its sender and with the time it was received then, so values that
 * were stored the first time come out as the same readings and vanish. A batch goes back to its lane. Blocking.
 */
final class DeadLetterReplay {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern LANE = Pattern.compile("telemetry\\.\\d{1,3}");
    private static final String TOPICS = "telemetry/";

    private final Gateway.Running gateway;

    DeadLetterReplay(Gateway.Running gateway) {
        this.gateway = gateway;
    }

    /**
     * Replays a letter; when this returns, all of it is on its way.
     *
     * @throws Problem 409 with the reasons when it is refused again or cannot be replayed, 503 when JetStream does not answer
     */
    void replay(long id, DeadLetter letter) {
        if (letter.origin().startsWith(TOPICS)) {
            readmit(letter);
        } else if (LANE.matcher(letter.origin()).matches()) {
            republish(id, letter);
        } else {
            throw Problem.conflict("a letter that came from " + letter.origin() + " cannot be replayed here");
        }
    }

    private void readmit(DeadLetter letter) {
        Optional<DeviceId> sender = letter.device().equals(DeadLetter.UNKNOWN)
                ? Optional.empty()
                : Optional.of(new DeviceId(letter.tenant(), letter.device()));
        RawMessage message = new RawMessage(sender, letter.origin(), letter.payload(), micros(letter.time()));
        switch (await(gateway.inbox().readmit(message))) {
            case Outcome.Relayed all -> {}
            case Outcome.Refused(List<Refusal> refusals) -> throw refused("it is refused again: ", refusals);
            case Outcome.PartlyRelayed(List<Refusal> refusals) ->
                throw refused("its good values are on their way, the letter stays for the others: ", refusals);
            case Outcome.Returned(NoRoom reason) ->
                throw Problem.unavailable("the letter is still parked: " + reason.explanation());
        }
    }

    private void republish(long id, DeadLetter letter) {
        try {
            ReadingBatch.parse(letter.payload());
        } catch (MalformedBatchException e) {
            throw Problem.conflict("it is refused again: " + e.getMessage());
        }
        await(gateway.publisher().publish(letter.origin(), "replay-" + id, letter.payload()));
    }

    private static <T> T await(CompletableFuture<T> underWay) {
        try {
            return underWay.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Problem.unavailable("JetStream does not answer; the letter is still parked, try again later");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("the gateway is stopping");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a relay never fails", e);
        }
    }

    private static Problem refused(String what, List<Refusal> refusals) {
        return Problem.conflict(what
                + refusals.stream()
                        .map(refusal -> refusal.reason().label() + ": " + refusal.detail())
                        .collect(Collectors.joining("; ")));
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000L + time.getNano() / 1_000;
    }
}
