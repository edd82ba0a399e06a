package io.telltale.ingest.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.events.Reading;
import io.telltale.events.Shards;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Readings to the stream {@code TELEMETRY}, many to a message.
 *
 * <p>Smart batching, one lane a shard, all lanes in one {@link Rhythm}: no latency is added when idle, batches grow by themselves
 * under load, and one disk sync confirms many readings. The readings of one message stay together. Message ids are run, shard
 * and a counter, so a retried batch is stored once. Any thread, never blocks; the callers' windows bound what is gathered here.
 */
public final class ReadingRelay {

    private final ShardLane[] lanes = new ShardLane[Shards.COUNT];

    /**
     * When a batch is full.
     *
     * @param readings most readings
     * @param bytes size after which nothing more is added
     * @param longestPause how long readings gather at most before they leave, full or not
     */
    public record Limits(int readings, int bytes, Duration longestPause) {}

    /**
     * A relay on top of a publisher.
     *
     * @param whenFull what becomes of readings that the stream has no room for
     * @param run what tells this run of this gateway from every other; part of every message id
     */
    public ReadingRelay(
            String run, Limits limits, DurablePublisher publisher, WhenFull whenFull, MeterRegistry meters) {
        DistributionSummary sizes = DistributionSummary.builder("ingest.batches.sent")
                .description("batches sent to JetStream and how many readings they held")
                .register(meters);
        Counter relayed = Counter.builder("ingest.readings.relayed")
                .description("readings that JetStream has persisted")
                .register(meters);
        Rhythm rhythm = new Rhythm(this::leave, limits.longestPause(), System::nanoTime, publisher::later);
        for (int shard = 0; shard < lanes.length; shard++) {
            lanes[shard] =
                    new ShardLane(shard, run, limits, publisher, whenFull, sizes::record, relayed::increment, rhythm);
        }
    }

    /**
     * Relays the readings of one message, all of one device.
     *
     * @return empty when JetStream has persisted them; why it has no room, if that is to be told. Never fails
     */
    public CompletableFuture<Optional<NoRoom>> relay(List<Reading> readings, long receivedMicros) {
        Reading first = readings.getFirst();
        int shard = Shards.of(first.tenant(), first.device());
        return lanes[shard].offer(readings, receivedMicros);
    }

    private void leave() {
        for (ShardLane lane : lanes) {
            lane.leave();
        }
    }
}
