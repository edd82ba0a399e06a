package io.telltale.events.shards;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service's way into the telemetry stream: leases its fair share of the lanes and reads each on one thread.
 *
 * <p>Exactly one replica reads a lane at a time; when a replica dies its lanes are read by others as soon as its leases
 * have expired. A message is acknowledged after {@link ShardProcessor#process} has returned, that is, committed. Losing
 * NATS or the database stops nothing for good: leases, readers and consumers come back by themselves. A reader that hangs
 * in a database that does not answer keeps neither the leases nor the health from being kept.
 */
public final class ShardIntake implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ShardIntake.class.getName());
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);
    /** Asking for backlogs costs the server an answer for every consumer. */
    private static final int BACKLOG_TICKS = 2;

    private final Connection nats;
    private final IntakeSettings settings;
    private final ShardProcessor.Factory factory;
    private final Map<Integer, Running> readers = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong fenced = new AtomicLong();
    private final Backlogs backlogs;
    private final Thread keeper;
    private final Thread watcher;
    private volatile long renewedAt = System.nanoTime();
    private volatile String leaseError = "";

    /** Prepares; nothing happens before {@link #start}. The streams must exist. */
    public ShardIntake(Connection nats, IntakeSettings settings, ShardProcessor.Factory factory) {
        this.nats = nats;
        this.settings = settings;
        this.factory = factory;
        this.backlogs = new Backlogs(nats, settings.service());
        this.watcher = Thread.ofVirtual().name(settings.service() + "-backlogs").unstarted(this::watchBacklogs);
        // Not a virtual one: a heartbeat must not wait for readers that keep every carrier busy.
        this.keeper = Thread.ofPlatform()
                .daemon()
                .name(settings.service() + "-leases")
                .unstarted(this::keepLeases);
    }

    /** Begins to lease and read. */
    public void start() {
        keeper.start();
        watcher.start();
    }

    /** How each lane is doing that this replica owns. */
    public List<ShardHealth> health() {
        return readers.entrySet().stream()
                .map(e -> e.getValue().reader.health(backlogs.of(e.getKey())))
                .toList();
    }

    /** Why leases could not be kept at the last attempt; empty while all is well. */
    public String leaseError() {
        return leaseError;
    }

    /** How often a lane was given up because the database said that another owner had taken it. */
    public long fenced() {
        return fenced.get();
    }

    /** Finishes the batches at hand, gives the lanes back, and returns; others take over at once. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        keeper.join(CLOSE_PATIENCE);
    }

    private void keepLeases() {
        try {
            ShardLeases leases = new ShardLeases(nats, settings);
            do {
                tick(leases);
            } while (!closing.await(settings.tick().toNanos(), TimeUnit.NANOSECONDS));
            stopAll(leases);
        } catch (IOException | JetStreamApiException e) {
            LOG.log(System.Logger.Level.WARNING, "leases not given back; they will expire", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick(ShardLeases leases) throws InterruptedException {
        try {
            long began = System.nanoTime();
            leases.renew();
            renewedAt = began;
            stop(leases.excess());
            leases.claim();
            leaseError = "";
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            // While NATS is away nobody can lease: reading goes on where it can, the fence in the database keeps it
            // safe.
            report(e);
        }
        follow(leases);
    }

    /** Readers follow leases: a lane without a lease stops, a stopped or fenced one is given back, a new one starts. */
    private void follow(ShardLeases leases) {
        Set<Integer> owned = leases.owned();
        readers.forEach((shard, running) -> {
            if (!owned.contains(shard)) {
                running.reader.stop();
            }
            if (!running.thread.isAlive()) {
                readers.remove(shard);
                fenced.addAndGet(running.reader.fenced() ? 1 : 0);
                giveBack(leases, shard);
            }
        });
        for (Integer shard : leases.owned()) {
            readers.computeIfAbsent(shard, this::read);
        }
    }

    private void giveBack(ShardLeases leases, int shard) {
        try {
            leases.release(shard);
        } catch (IOException | JetStreamApiException e) {
            report(e);
        }
    }

    private void report(Exception cause) {
        String reason = cause.toString();
        if (!reason.equals(leaseError)) {
            LOG.log(System.Logger.Level.WARNING, "leases not renewed service=" + settings.service(), cause);
        }
        leaseError = reason;
    }

    /** A platform thread: a lane blocks on sockets hundreds of times a second, and a virtual thread takes four switches for each. */
    private Running read(int shard) {
        ShardReader reader = new ShardReader(nats, settings, shard, factory, this::leasesHold);
        return new Running(
                reader,
                Thread.ofPlatform()
                        .daemon()
                        .name(settings.service() + "-" + shard)
                        .start(reader));
    }

    /** Not after this process was frozen for a while: who owns what must be asked anew then. */
    private boolean leasesHold() {
        return System.nanoTime() - renewedAt
                < LeaseMembers.TICKS_OF_SILENCE * settings.tick().toNanos();
    }

    /** Asks readers to end and waits for them, but only so long that the other leases are renewed in time. */
    private void stop(Set<Integer> shards) throws InterruptedException {
        List<Running> leaving = readers.entrySet().stream()
                .filter(e -> shards.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        leaving.forEach(running -> running.reader.stop());
        await(leaving, settings.tick().dividedBy(2));
    }

    private void stopAll(ShardLeases leases) throws IOException, JetStreamApiException, InterruptedException {
        readers.values().forEach(running -> running.reader.stop());
        await(List.copyOf(readers.values()), CLOSE_PATIENCE);
        for (Integer shard : leases.owned()) {
            leases.release(shard);
        }
        readers.clear();
        leases.leave();
    }

    private static void await(List<Running> ending, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        for (Running running : ending) {
            running.thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        }
    }

    private void watchBacklogs() {
        try {
            while (!closing.await(BACKLOG_TICKS * settings.tick().toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    backlogs.look(Set.copyOf(readers.keySet()));
                } catch (IOException | JetStreamApiException | RuntimeException e) {
                    // What was seen last stands and goes on ageing; whether NATS answers is the leases' to tell.
                    LOG.log(System.Logger.Level.DEBUG, "backlog not seen service=" + settings.service(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Running(ShardReader reader, Thread thread) {}
}
