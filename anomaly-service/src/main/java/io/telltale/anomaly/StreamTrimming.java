package io.telltale.anomaly;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.telltale.anomaly.store.ShardTables;
import io.telltale.events.shards.StreamJanitor;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Trims the telemetry stream every now and then, on a thread of its own. Every replica does it: trimming twice is trimming
 * once. What this service would have to replay after a restart stays.
 */
final class StreamTrimming implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StreamTrimming.class.getName());

    private final Connection nats;
    private final StreamJanitor janitor;
    private final ShardTables progress;
    private final Duration every;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);

    StreamTrimming(Connection nats, StreamJanitor janitor, ShardTables progress, Duration every, InstantSource clock) {
        this.nats = nats;
        this.janitor = janitor;
        this.progress = progress;
        this.every = every;
        this.clock = clock;
    }

    void start() {
        Thread.ofVirtual().name("stream-trimming").start(this::trimUntilClosed);
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private void trimUntilClosed() {
        String said = "";
        try {
            while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    janitor.trim(nats, progress.neededFrom(), clock.instant());
                    said = "";
                } catch (IOException | JetStreamApiException | RuntimeException e) {
                    if (!e.toString().equals(said)) {
                        said = e.toString();
                        LOG.log(System.Logger.Level.WARNING, "stream not trimmed, trying again", e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
