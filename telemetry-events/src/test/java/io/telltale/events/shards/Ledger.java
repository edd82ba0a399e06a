package io.telltale.events.shards;

import io.telltale.events.Reading;
import io.telltale.events.ReadingBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A service's database in miniature: readings and progress change together or not at all, and stale owners are fenced. */
final class Ledger {

    private final Map<Integer, Long> progress = new TreeMap<>();
    private final List<Reading> stored = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private volatile CountDownLatch answering = new CountDownLatch(0);

    /** The next {@code times} commits fail. */
    void failNext(int times) {
        failures.set(times);
    }

    /** From now on commits hang, until {@link #answer}. */
    void hang() {
        answering = new CountDownLatch(1);
    }

    /** Commits that hang go on. */
    void answer() {
        answering.countDown();
    }

    /** How often a lane was opened. */
    int opened() {
        return opened.get();
    }

    /** How often a lane was given up in good order. */
    int finished() {
        return finished.get();
    }

    synchronized List<Reading> stored() {
        return List.copyOf(stored);
    }

    synchronized void moveOn(int shard, long sequence) {
        progress.put(shard, sequence);
    }

    ShardProcessor processor(int shard) {
        return new ShardProcessor() {
            private long done;

            @Override
            public long open() {
                opened.incrementAndGet();
                done = progressOf(shard);
                return done;
            }

            @Override
            public void process(List<ShardBatch> batches) throws FencedException, InterruptedException {
                answering.await();
                if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    throw new IllegalStateException("the database is down");
                }
                done = commit(shard, done, batches);
            }

            @Override
            public void finish() {
                finished.incrementAndGet();
            }
        };
    }

    private synchronized long progressOf(int shard) {
        return progress.getOrDefault(shard, 0L);
    }

    private synchronized long commit(int shard, long expected, List<ShardBatch> batches) throws FencedException {
        if (progressOf(shard) != expected) {
            throw new FencedException(shard, expected);
        }
        for (ShardBatch batch : batches) {
            ReadingBatch readings = batch.readings();
            for (int i = 0; i < readings.size(); i++) {
                stored.add(readings.reading(i));
            }
        }
        long last = batches.getLast().sequence();
        progress.put(shard, last);
        return last;
    }
}
