package io.telltale.ingest.relay;

import io.telltale.events.Reading;
import io.telltale.events.ReadingBatch;
import io.telltale.events.Subjects;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * One shard's way to JetStream: at most one batch in the air, the next gathering meanwhile.
 *
 * <p>A batch leaves when the {@link Rhythm} of all lanes says so, or by itself when it is full. It is sent only after the one
 * before it was acknowledged, so the order of the shard is kept whatever has to be retried. Any thread; the lock is never
 * held over a call to NATS.
 */
final class ShardLane {

    private final String subject;
    private final String idPrefix;
    private final ReadingRelay.Limits limits;
    private final DurablePublisher publisher;
    private final WhenFull whenFull;
    private final IntConsumer batchSize;
    private final IntConsumer persisted;
    private final Rhythm rhythm;
    private final ArrayDeque<Gathering> queue = new ArrayDeque<>();
    private boolean airborne;
    private long batches;

    /**
     * A lane.
     *
     * @param batchSize told how many readings each batch has that leaves
     * @param persisted told how many readings each batch had that JetStream holds
     * @param rhythm told that something waits to leave, and how long each flight took
     */
    ShardLane(
            int shard,
            String run,
            ReadingRelay.Limits limits,
            DurablePublisher publisher,
            WhenFull whenFull,
            IntConsumer batchSize,
            IntConsumer persisted,
            Rhythm rhythm) {
        this.subject = Subjects.telemetry(shard);
        this.idPrefix = run + '-' + shard + '-';
        this.limits = limits;
        this.publisher = publisher;
        this.whenFull = whenFull;
        this.batchSize = batchSize;
        this.persisted = persisted;
        this.rhythm = rhythm;
    }

    /** Takes the readings of one message, in one batch; completes when that batch is persisted, or refused for want of room. */
    CompletableFuture<Optional<NoRoom>> offer(List<Reading> readings, long receivedMicros) {
        CompletableFuture<Optional<NoRoom>> done;
        Optional<Gathering> full;
        synchronized (this) {
            Gathering last = queue.peekLast();
            if (last == null || !last.takes(readings.size(), limits)) {
                last = new Gathering(receivedMicros);
                queue.addLast(last);
            }
            readings.forEach(last.batch::add);
            done = last.done;
            full = queue.size() > 1 || !last.takes(1, limits) ? takeOff() : Optional.empty();
        }
        full.ifPresentOrElse(this::send, rhythm::waiting);
        return done;
    }

    /** It is time: what was gathered leaves, unless a batch is in the air. */
    void leave() {
        Optional<Gathering> next;
        synchronized (this) {
            next = takeOff();
        }
        next.ifPresent(this::send);
    }

    private Optional<Gathering> takeOff() {
        if (airborne || queue.isEmpty()) {
            return Optional.empty();
        }
        airborne = true;
        return Optional.of(queue.removeFirst());
    }

    private void send(Gathering gathering) {
        batchSize.accept(gathering.batch.size());
        long sent = System.nanoTime();
        publisher
                .publish(DurablePublisher.message(subject, idPrefix + batches++, gathering.batch.toBytes()), whenFull)
                .thenAccept(noRoom -> landed(gathering, noRoom, System.nanoTime() - sent));
    }

    private void landed(Gathering gathering, Optional<NoRoom> noRoom, long nanos) {
        Optional<Gathering> full;
        boolean more;
        synchronized (this) {
            airborne = false;
            full = queue.size() > 1 ? takeOff() : Optional.empty();
            more = !queue.isEmpty();
        }
        // A full batch first: its flight needs no thread while the devices of this one are answered.
        full.ifPresent(this::send);
        rhythm.flown(nanos, gathering.batch.size());
        if (more) {
            rhythm.waiting();
        }
        if (noRoom.isEmpty()) {
            persisted.accept(gathering.batch.size());
        }
        gathering.done.complete(noRoom);
    }

    private static final class Gathering {
        private final ReadingBatch.Builder batch;
        private final CompletableFuture<Optional<NoRoom>> done = new CompletableFuture<>();

        private Gathering(long receivedMicros) {
            batch = ReadingBatch.builder(receivedMicros);
        }

        private boolean takes(int readings, ReadingRelay.Limits limits) {
            return batch.size() + readings <= limits.readings() && batch.estimatedBytes() < limits.bytes();
        }
    }
}
