package io.telltale.events.shards;

import io.nats.client.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Reads one owned lane on a thread of its own until told to stop: open, process, acknowledge; on failure pause and reopen. */
final class ShardReader implements Runnable {

    private static final System.Logger LOG = System.getLogger(ShardReader.class.getName());
    private static final Duration QUIET = Duration.ofMillis(250);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LEASE_PAUSE = Duration.ofMillis(200);

    private final Connection nats;
    private final IntakeSettings settings;
    private final int shard;
    private final ShardProcessor.Factory factory;
    private final BooleanSupplier leased;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopRequested = lock.newCondition();
    private Duration pause = FIRST_PAUSE;
    private volatile boolean stopped;
    private volatile boolean fenced;
    private volatile Instant lastProgress = Instant.now();
    private volatile String lastError = "";

    /**
     * Prepares.
     *
     * @param leased whether the lane's lease is known to hold; while it is not, the lane is not opened, because opening
     *     fences whoever owns it
     */
    ShardReader(
            Connection nats,
            IntakeSettings settings,
            int shard,
            ShardProcessor.Factory factory,
            BooleanSupplier leased) {
        this.nats = nats;
        this.settings = settings;
        this.shard = shard;
        this.factory = factory;
        this.leased = leased;
    }

    @Override
    public void run() {
        while (!stopped) {
            if (!leased.getAsBoolean()) {
                rest(LEASE_PAUSE);
                continue;
            }
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

    ShardHealth health(Backlogs.Backlog backlog) {
        return new ShardHealth(shard, backlog.pending(), backlog.oldest(), lastProgress, lastError);
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
                if (!batches.isEmpty() || stream.pending() == 0) {
                    recovered();
                }
            }
            processor.finish();
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
        rest(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    /** Waits with jitter, so that lanes that failed together do not come back together; a stop ends the wait. */
    private void rest(Duration about) {
        long nanos = about.toNanos() / 2 + ThreadLocalRandom.current().nextLong(about.toNanos() / 2);
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
