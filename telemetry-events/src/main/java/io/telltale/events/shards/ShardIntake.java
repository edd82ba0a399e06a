package io.telltale.events.shards;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A service's way into the telemetry stream: leases its fair share of the lanes and reads each on one virtual thread.
 *
 * <p>Exactly one replica reads a lane at a time; when a replica dies its lanes are read by others as soon as its leases
 * have expired. A message is acknowledged after {@link ShardProcessor#process} has returned, that is, committed. Losing
 * NATS or the database stops nothing for good: leases, readers and consumers come back by themselves.
 */
public final class ShardIntake implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ShardIntake.class.getName());
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final Connection nats;
    private final IntakeSettings settings;
    private final ShardProcessor.Factory factory;
    private final Map<Integer, Running> readers = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper;
    private volatile String leaseError = "";

    /** Prepares; nothing happens before {@link #start}. The streams must exist. */
    public ShardIntake(Connection nats, IntakeSettings settings, ShardProcessor.Factory factory) {
        this.nats = nats;
        this.settings = settings;
        this.factory = factory;
        this.keeper = Thread.ofVirtual().name(settings.service() + "-leases").unstarted(this::keepLeases);
    }

    /** Begins to lease and read. */
    public void start() {
        keeper.start();
    }

    /** How each lane is doing that this replica owns. */
    public List<ShardHealth> health() {
        return readers.values().stream().map(r -> r.reader.health()).toList();
    }

    /** Why leases could not be kept at the last attempt; empty while all is well. */
    public String leaseError() {
        return leaseError;
    }

    /** Finishes the batches at hand, gives the lanes back, and returns; others take over at once. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        keeper.join(CLOSE_PATIENCE);
    }

    private void keepLeases() {
        try {
            ShardLeases leases = new ShardLeases(nats, settings.service(), settings.instance());
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
            leases.renew();
            for (Integer shard : leases.excess()) {
                stop(shard);
                leases.release(shard);
            }
            leases.claim();
            leaseError = "";
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            // While NATS is away nobody can lease: reading goes on where it can, the fence in the database keeps it
            // safe.
            report(e);
        }
        follow(leases);
    }

    /** Readers follow leases: a lane without a lease stops, a fenced one is given back, a new one starts. */
    private void follow(ShardLeases leases) throws InterruptedException {
        for (Map.Entry<Integer, Running> entry : readers.entrySet()) {
            boolean mine = leases.owned().contains(entry.getKey());
            if (!mine || entry.getValue().reader.fenced()) {
                stop(entry.getKey());
                giveBack(leases, entry.getKey());
            }
        }
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

    private Running read(int shard) {
        ShardReader reader = new ShardReader(nats, settings, shard, factory);
        return new Running(
                reader,
                Thread.ofVirtual().name(settings.service() + "-" + shard).start(reader));
    }

    private void stop(int shard) throws InterruptedException {
        Running running = readers.get(shard);
        if (running != null) {
            running.reader.stop();
            running.thread.join(CLOSE_PATIENCE);
            readers.remove(shard);
        }
    }

    private void stopAll(ShardLeases leases) throws IOException, JetStreamApiException, InterruptedException {
        readers.values().forEach(running -> running.reader.stop());
        for (Integer shard : List.copyOf(readers.keySet())) {
            stop(shard);
            leases.release(shard);
        }
        leases.leave();
    }

    private record Running(ShardReader reader, Thread thread) {}
}
