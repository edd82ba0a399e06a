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
 * <p>Idle, a reading leaves at once; under load a batch grows until the one before it is acknowledged. A batch is sent only
 * after that, so the order of the shard is kept whatever has to be retried. Any thread; the lock is never held over a call
 * to NATS.
 */
final class ShardLane {

    private final String subject;
    private final String idPrefix;
    private final ReadingRelay.Limits limits;
    private final DurablePublisher publisher;
    private final WhenFull whenFull;
    private final IntConsumer batchSize;
    private final ArrayDeque<Gathering> queue = new ArrayDeque<>();
    private boolean airborne;
    private long batches;

    ShardLane(
            int shard,
            String run,
            ReadingRelay.Limits limits,
            DurablePublisher publisher,
            WhenFull whenFull,
            IntConsumer batchSize) {
        this.subject = Subjects.telemetry(shard);
        this.idPrefix = run + '-' + shard + '-';
        this.limits = limits;
        this.publisher = publisher;
        this.whenFull = whenFull;
        this.batchSize = batchSize;
    }

    /** Takes the readings of one message, in one batch; completes when that batch is persisted, or refused for want of room. */
    CompletableFuture<Optional<NoRoom>> offer(List<Reading> readings, long receivedMicros) {
        CompletableFuture<Optional<NoRoom>> done;
        Optional<Gathering> next;
        synchronized (this) {
            Gathering last = queue.peekLast();
            if (last == null || !last.takes(readings.size(), limits)) {
                last = new Gathering(receivedMicros);
                queue.addLast(last);
            }
            readings.forEach(last.batch::add);
            done = last.done;
            next = takeOff();
        }
        next.ifPresent(this::send);
        return done;
    }

    private Optional<Gathering> takeOff() {
        if (airborne || queue.isEmpty()) {
            return Optional.empty();
        }
        airborne = true;
        return Optional.of(queue.removeFirst());
    }

    private void send(Gathering gathering) {
        ReadingBatch batch = gathering.batch.build();
        batchSize.accept(batch.size());
        publisher
                .publish(DurablePublisher.message(subject, idPrefix + batches++, batch.toBytes()), whenFull)
                .thenAccept(noRoom -> landed(gathering, noRoom));
    }

    private void landed(Gathering gathering, Optional<NoRoom> noRoom) {
        Optional<Gathering> next;
        synchronized (this) {
            airborne = false;
            next = takeOff();
        }
        // The next batch first: its flight needs no thread while the devices of this one are answered.
        next.ifPresent(this::send);
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
