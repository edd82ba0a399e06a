package io.telltale.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.telltale.ingest.admission.Reason;
import io.telltale.ingest.admission.Refusal;
import io.telltale.ingest.relay.NoRoom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The count of messages: every one that is received is in exactly one of relayed, refused, returned, shed and in flight.
 *
 * <p>{@code ingest.messages.received = ingest.messages.relayed + sum(ingest.messages.refused) +
 * sum(ingest.messages.returned) + sum(ingest.messages.shed) + ingest.messages.inflight}. A message of which some values were refused counts as refused, under its first reason; each
 * refused value counts in {@code ingest.values.refused}. All series exist from the start. Any thread.
 */
final class InboxMeters {

    private final Counter received;
    private final Counter relayed;
    private final Counter windowFull;
    private final Map<NoRoom, Counter> shed = new EnumMap<>(NoRoom.class);
    private final Map<NoRoom, Counter> returned = new EnumMap<>(NoRoom.class);
    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
    private final Map<Reason, Counter> refusedValues = new EnumMap<>(Reason.class);
    private final Timer settled;
    private final AtomicLong inFlight = new AtomicLong();

    InboxMeters(MeterRegistry meters) {
        received = Counter.builder("ingest.messages.received")
                .description("messages that came in at the front door")
                .register(meters);
        relayed = Counter.builder("ingest.messages.relayed")
                .description("messages of which every value is persisted on JetStream")
                .register(meters);
        windowFull = shed(meters, "window-full");
        for (NoRoom reason : NoRoom.values()) {
            shed.put(reason, shed(meters, reason.label()));
            returned.put(
                    reason,
                    Counter.builder("ingest.messages.returned")
                            .tag("reason", reason.label())
                            .description("messages of QoS 1 and 2 given back to their senders for want of room")
                            .register(meters));
        }
        for (Reason reason : Reason.values()) {
            refused.put(
                    reason,
                    Counter.builder("ingest.messages.refused")
                            .tag("reason", reason.label())
                            .description("messages parked as dead letters, wholly or for some of their values")
                            .register(meters));
            refusedValues.put(
                    reason,
                    Counter.builder("ingest.values.refused")
                            .tag("reason", reason.label())
                            .description("faults found in messages")
                            .register(meters));
        }
        settled = Timer.builder("ingest.messages.settled")
                .description("from receipt to the moment the sender may be answered")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        Gauge.builder("ingest.messages.inflight", inFlight, AtomicLong::get)
                .description("messages received and not yet settled")
                .register(meters);
    }

    void received() {
        received.increment();
        inFlight.incrementAndGet();
    }

    void shed() {
        received.increment();
        windowFull.increment();
    }

    void settled(Outcome outcome, boolean answered, long began) {
        switch (outcome) {
            case Outcome.Relayed all -> relayed.increment();
            case Outcome.Refused(List<Refusal> refusals) -> count(refusals);
            case Outcome.PartlyRelayed(List<Refusal> refusals) -> count(refusals);
            case Outcome.Returned(NoRoom reason) -> increment(answered ? returned : shed, reason);
        }
        inFlight.decrementAndGet();
        settled.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    }

    private void count(List<Refusal> refusals) {
        increment(refused, TelemetryInbox.firstReason(refusals));
        refusals.forEach(refusal -> increment(refusedValues, refusal.reason()));
    }

    private static Counter shed(MeterRegistry meters, String reason) {
        return Counter.builder("ingest.messages.shed")
                .tag("reason", reason)
                .description("messages of QoS 0 that were not stored because something was full")
                .register(meters);
    }

    private static <K> void increment(Map<K, Counter> counters, K reason) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
