package io.telltale.events.shards;

import io.nats.client.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Reads one owned lane on a thread of its own until told to stop: open, process, acknowledge; on failure pause and reopen. */
final class ShardReader implements Runnable {

    private static final System.Logger LOG = System.getLogger(ShardReader.class.getName());
    private static final Duration QUIET = Duration.ofMillis(250);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Connection nats;
    private final IntakeSettings settings;
    private final int shard;
    private final ShardProcessor.Factory factory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopRequested = lock.newCondition();
    private Duration pause = FIRST_PAUSE;
    private volatile boolean stopped;
    private volatile boolean fenced;
    private volatile long pending;
    private volatile Instant lastProgress = Instant.now();
    private volatile String lastError = "";

    ShardReader(Connection nats, IntakeSettings settings, int shard, ShardProcessor.Factory factory) {
        this.nats = nats;
        this.settings = settings;
        this.shard = shard;
        this.factory = factory;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (ShardProcessor processor = factory.create(shard)) {
                read(processor);
            } catch (FencedException e) {
                LOG.log(System.Logger.Level.WARNING, "shard fenced service={0} shard={1}", settings.service(), shard);
                fenced = true;
                stopped = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopped = true;
            } catch (Exception e) {
                failed(e);
            }
        }
    }

    /** Asks the thread to end after the batch at hand. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            stopRequested.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the lane turned out to be somebody else's. */
    boolean fenced() {
        return fenced;
    }

    ShardHealth health() {
        return new ShardHealth(shard, pending, lastProgress, lastError);
    }

    private void read(ShardProcessor processor) throws Exception {
        long done = processor.open();
        try (ShardStream stream = ShardStream.open(nats, settings.service(), shard, settings.prefetch(), done)) {
            while (!stopped) {
                List<ShardBatch> batches = stream.next(settings.maxReadings(), QUIET);
                if (batches.isEmpty()) {
                    processor.idle();
                } else {
                    processor.process(batches);
                    stream.acknowledge();
                }
                pending = stream.pending();
                if (!batches.isEmpty() || pending == 0) {
                    recovered();
                }
            }
        }
    }

    private void recovered() {
        lastProgress = Instant.now();
        pause = FIRST_PAUSE;
        if (!lastError.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "shard recovered service={0} shard={1}", settings.service(), shard);
            lastError = "";
        }
    }

    private void failed(Exception cause) {
        String reason = cause.toString();
        if (!reason.equals(lastError)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "shard failed, reopening service=" + settings.service() + " shard=" + shard,
                    cause);
        }
        lastError = reason;
        rest();
    }

    /** Waits with jitter, so that lanes that failed together do not come back together; a stop ends the wait. */
    private void rest() {
        long nanos = pause.toNanos() / 2 + ThreadLocalRandom.current().nextLong(pause.toNanos() / 2);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        lock.lock();
        try {
            while (!stopped && nanos > 0) {
                nanos = stopRequested.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        } finally {
            lock.unlock();
        }
    }
}
