package io.telltale.ingest;

import io.telltale.ingest.admission.Admission;
import io.telltale.ingest.admission.RawMessage;
import io.telltale.ingest.admission.Reason;
import io.telltale.ingest.admission.Refusal;
import io.telltale.ingest.admission.Verdict;
import io.telltale.ingest.deadletter.ParkedMessages;
import io.telltale.ingest.relay.NoRoom;
import io.telltale.ingest.relay.ReadingRelay;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The way of a message through the gateway; whichever door it came in by, this is the room it enters.
 *
 * <ol>
 *   <li>The door has made sure who is speaking: the listener by the device's token when it connected, the broker by its own
 *       rules.
 *   <li>{@link Admission} decides what of the message is a reading: topic, sender, payload, names, times, values.
 *   <li>{@link ReadingRelay} carries the readings to JetStream, {@link ParkedMessages} the refused message to the dead
 *       letters. Both go on trying for as long as it takes while JetStream is away; when it has no room, the message is given
 *       back, or by a door that cannot give back, held.
 *   <li>Only when JetStream has persisted both does the outcome complete, and only then does the door acknowledge. A gateway
 *       that dies before that has promised nothing, and the sender sends again.
 * </ol>
 *
 * <p>Any thread, never blocks, never throws for anything a device may send. Outcomes complete on a thread of the NATS client
 * and never fail. The door keeps a window of messages in flight: nothing here is bounded but by that.
 */
public final class TelemetryInbox {

    private static final Outcome RELAYED = new Outcome.Relayed();

    private final Admission admission;
    private final Admission readmission;
    private final ReadingRelay relay;
    private final ParkedMessages parked;
    private final InboxMeters meters;

    /**
     * An inbox for messages that come the first time and, by {@code readmission}, for those that come again with the stamps
     * they were given then.
     */
    public TelemetryInbox(
            Admission admission, Admission readmission, ReadingRelay relay, ParkedMessages parked, InboxMeters meters) {
        this.admission = admission;
        this.readmission = readmission;
        this.relay = relay;
        this.parked = parked;
        this.meters = meters;
    }

    /** Takes one message in; the outcome says when and how its sender is to be answered. */
    public CompletableFuture<Outcome> receive(RawMessage message) {
        return receive(message, true);
    }

    /** Takes a message in whose sender asked for no answer (QoS 0): given back, it is gone. */
    public CompletableFuture<Outcome> receiveUnanswered(RawMessage message) {
        return receive(message, false);
    }

    private CompletableFuture<Outcome> receive(RawMessage message, boolean answered) {
        meters.received();
        long began = System.nanoTime();
        Verdict verdict = admission.judge(message);
        if (verdict instanceof Verdict.Admitted(var readings)) {
            // By far the most: one stage for all there is to do.
            return relay.relay(readings, message.receivedMicros()).thenApply(noRoom -> {
                Outcome outcome = orReturned(noRoom, RELAYED);
                meters.settled(outcome, answered, began);
                return outcome;
            });
        }
        return settle(message, verdict).whenComplete((outcome, bug) -> meters.settled(outcome, answered, began));
    }

    /** Turns away a message that asked for no guarantee (QoS 0) while the window is full. It is counted, not kept. */
    public void shed() {
        meters.shed();
    }

    private CompletableFuture<Outcome> settle(RawMessage message, Verdict verdict) {
        long received = message.receivedMicros();
        return switch (verdict) {
            case Verdict.Admitted(var readings) ->
                relay.relay(readings, received).thenApply(noRoom -> orReturned(noRoom, RELAYED));
            case Verdict.Refused(var refusals) ->
                parked.park(message, refusals, received)
                        .thenApply(noRoom -> orReturned(noRoom, new Outcome.Refused(refusals)));
            case Verdict.Partly(var readings, var refusals, long stamped) ->
                relay.relay(readings, received)
                        .thenCombine(
                                parked.park(message, refusals, stamped),
                                (good, bad) -> orReturned(good.or(() -> bad), new Outcome.PartlyRelayed(refusals)));
        };
    }

    private static Outcome orReturned(Optional<NoRoom> noRoom, Outcome durable) {
        return noRoom.<Outcome>map(Outcome.Returned::new).orElse(durable);
    }

    /**
     * Takes in a message that was parked before, with the stamps of its first time. It stays parked by whoever parked it: what
     * is still refused is told and not parked again.
     */
    public CompletableFuture<Outcome> readmit(RawMessage message) {
        meters.received();
        long began = System.nanoTime();
        long received = message.receivedMicros();
        CompletableFuture<Outcome> outcome =
                switch (readmission.judge(message)) {
                    case Verdict.Admitted(var readings) ->
                        relay.relay(readings, received).thenApply(noRoom -> orReturned(noRoom, RELAYED));
                    case Verdict.Refused(var refusals) ->
                        CompletableFuture.completedFuture(new Outcome.Refused(refusals));
                    case Verdict.Partly(var readings, var refusals, long stamped) ->
                        relay.relay(readings, received)
                                .thenApply(noRoom -> orReturned(noRoom, new Outcome.PartlyRelayed(refusals)));
                };
        return outcome.whenComplete((settled, bug) -> meters.settled(settled, true, began));
    }

    /** What {@link #readmit} would make of a message now. Nothing is relayed, parked or counted. */
    public Verdict judgeAgain(RawMessage message) {
        return readmission.judge(message);
    }

    /** The reason under which an outcome is counted: that of its first refusal. */
    static Reason firstReason(List<Refusal> refusals) {
        return refusals.getFirst().reason();
    }
}
