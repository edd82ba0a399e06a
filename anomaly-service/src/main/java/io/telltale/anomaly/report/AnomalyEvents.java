package io.telltale.anomaly.report;

import io.nats.client.JetStream;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.telltale.anomaly.store.PendingEvent;
import io.telltale.anomaly.store.ShardTables;
import io.telltale.anomaly.store.StoreException;
import io.telltale.anomaly.store.TimescaleReadingStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes one shard's anomaly events after they were committed, without making the readings wait. For one thread.
 *
 * <p>Events lie in the outbox from the commit until JetStream has confirmed them. What was left there by a crash, or by a
 * publish that failed, is swept up and published again; the id makes that harmless.
 */
public final class AnomalyEvents {

    private static final int SWEPT_AT_ONCE = 1000;
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(2);

    private final JetStream jetStream;
    private final ShardTables tables;
    private final TimescaleReadingStore store;
    private final InstantSource clock;
    private final int shard;
    private final Map<String, CompletableFuture<?>> underWay = new HashMap<>();
    private boolean leftovers = true;
    private Instant nextSweep = Instant.MIN;

    /** Of one shard. */
    public AnomalyEvents(
            JetStream jetStream, ShardTables tables, TimescaleReadingStore store, InstantSource clock, int shard) {
        this.jetStream = jetStream;
        this.tables = tables;
        this.store = store;
        this.clock = clock;
        this.shard = shard;
    }

    /** Begins to publish events that were just committed; does not wait. */
    public void publish(List<PendingEvent> committed) {
        for (PendingEvent event : committed) {
            if (underWay.size() < SWEPT_AT_ONCE) {
                underWay.computeIfAbsent(event.id(), id -> send(event));
            } else {
                leftovers = true;
            }
        }
    }

    /** Forgets what was confirmed meanwhile and publishes what was left over. To be called now and then; seldom blocks. */
    public void settle() throws StoreException {
        List<String> confirmed = underWay.entrySet().stream()
                .filter(e -> e.getValue().isDone() && !e.getValue().isCompletedExceptionally())
                .map(Map.Entry::getKey)
                .toList();
        if (!confirmed.isEmpty()) {
            store.forgetEvents(confirmed);
        }
        leftovers |= underWay.values().stream().anyMatch(CompletableFuture::isCompletedExceptionally);
        underWay.values().removeIf(CompletableFuture::isDone);
        if (leftovers && !clock.instant().isBefore(nextSweep)) {
            sweep();
        }
    }

    private void sweep() throws StoreException {
        nextSweep = clock.instant().plus(BETWEEN_SWEEPS);
        List<PendingEvent> found = tables.pendingEvents(shard, SWEPT_AT_ONCE);
        leftovers = found.size() == SWEPT_AT_ONCE;
        publish(found);
    }

    private CompletableFuture<?> send(PendingEvent event) {
        Message message = NatsMessage.builder()
                .subject(event.subject())
                .headers(new Headers().put("Nats-Msg-Id", event.id()))
                .data(event.event())
                .build();
        try {
            return jetStream.publishAsync(message);
        } catch (RuntimeException e) {
            // The client refuses at once while it is disconnected and its buffer is full: as good as a failed publish.
            return CompletableFuture.failedFuture(e);
        }
    }
}
