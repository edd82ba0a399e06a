package io.telltale.simulator.load;

import io.telltale.simulator.load.LoadPlan.FrontDoor;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.Environment;
import io.telltale.simulator.stack.RegistryClient;
import io.telltale.simulator.stack.StoreAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A load of devices with one metric, through one front door, that is steered from outside: opened, begun, looked at while it runs, stopped and accounted for.
 * One thread steers; {@link #tide} may be asked by another one.
 */
public final class LoadStream implements AutoCloseable {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private final LoadPlan plan;
    private final Wave wave;
    private final StoreAddress store;
    private final String tenant;
    private final Schedule schedule;
    private final LoadCounters counters = new LoadCounters();
    private final DeviceLedger[] ledgers;
    private final Lanes lanes;
    private Stamps stamps;

    /** Registers the devices and prepares their connections. */
    public LoadStream(
            LoadPlan plan, Wave wave, LinkSettings settings, RegistryClient registry, Environment environment) {
        this.plan = plan;
        this.wave = wave;
        this.store = environment.store();
        if (plan.traffic().metrics() != 1) {
            throw new IllegalArgumentException("accounts are of devices with one metric");
        }
        this.schedule = plan.schedule();
        this.ledgers = new DeviceLedger[plan.devices()];
        Arrays.setAll(ledgers, device -> new DeviceLedger(schedule.messagesOf(device)));
        LoadDevices devices = LoadDevices.register(plan, registry, environment);
        this.tenant = devices.tenant();
        this.lanes = new Lanes(plan, settings, devices.logins(), counters, ledgers, tenant);
        this.stamps = new Stamps(schedule, 0, plan.readingsPerMessage(), wave);
    }

    /** What is counted so far, in messages; {@code sentAgain} and {@code resent} only after {@link #hangUp}. */
    public record Counts(
            long connected,
            long published,
            long acknowledged,
            long refused,
            long outstanding,
            long reconnects,
            long resent,
            long sentAgain) {

        /** Both together. */
        public Counts plus(Counts other) {
            return new Counts(
                    connected + other.connected,
                    published + other.published,
                    acknowledged + other.acknowledged,
                    refused + other.refused,
                    outstanding + other.outstanding,
                    reconnects + other.reconnects,
                    resent + other.resent,
                    sentAgain + other.sentAgain);
        }
    }

    /** Starts to open the connections. */
    public void connect() throws InterruptedException {
        lanes.each(Lane::connect);
    }

    /** Begins to publish: the same moment by both clocks. */
    public void begin(long startNanos, long startMicros) throws InterruptedException {
        Stamps begun = new Stamps(schedule, startMicros, plan.readingsPerMessage(), wave);
        stamps = begun;
        lanes.each(lane -> lane.begin(startNanos, begun));
    }

    /** Publishes nothing more; acknowledgements are still heard. */
    public void stop() throws InterruptedException {
        lanes.each(Lane::stop);
    }

    /** Says goodbye on every connection. */
    public void hangUp() throws InterruptedException {
        lanes.each(Lane::close);
    }

    /** The counts; for any thread. */
    public Counts counts() {
        return new Counts(
                counters.connected.sum(),
                counters.published.sum(),
                counters.acknowledged.sum(),
                counters.refused.sum(),
                counters.outstanding(),
                counters.reconnects.sum(),
                counters.resent.sum(),
                counters.sentAgain.sum());
    }

    /** Whether every connection was open once. */
    public boolean connected() {
        return counters.connected.sum() == plan.connections();
    }

    /** Why a connection was last interrupted; empty when all is well. */
    public String interruption() {
        return counters.interruption;
    }

    /** How it flows, asked through a connection of its own. */
    public Tide tide() {
        return new Tide(new StoredTail(() -> store.connect(LONGEST_ANSWER), tenant, devices(), stamps.micros(0)));
    }

    /** When a message of a device was due, in microseconds since the epoch. */
    public long dueMicros(int device, long sequence) {
        return stamps.micros(schedule.message(device, sequence, 0));
    }

    /** How many readings the store has of this load. */
    public long storedRows() {
        try (StoredReadings readings = readings()) {
            return readings.rows();
        } catch (SQLException e) {
            throw away(e);
        }
    }

    /** Every device's messages beside what the store has of them. */
    public List<DeviceAccount> accounts() {
        Map<String, Integer> series = new HashMap<>();
        List<DeviceAccount> accounts = new ArrayList<>();
        try (StoredReadings readings = readings()) {
            readings.summaries((seriesId, device, metric, summary) -> series.put(device, seriesId));
            for (int index = 0; index < plan.devices(); index++) {
                DeviceLedger ledger = ledgers[index];
                Integer seriesId = series.get(plan.device(index));
                StoredSeries stored =
                        seriesId == null ? StoredSeries.empty() : readings.values(seriesId, ledger.published(), wave);
                accounts.add(new DeviceAccount(
                        plan.device(index),
                        index,
                        ledger.published(),
                        ledger.acknowledgedSamples(0, 1),
                        ledger.refused(),
                        stored.numbers(),
                        stored.repeated(),
                        stored.strangers()));
            }
        } catch (SQLException e) {
            throw away(e);
        }
        return accounts;
    }

    /** Which values of which devices are lifted. */
    public Wave wave() {
        return wave;
    }

    /** The door it goes through. */
    public FrontDoor door() {
        return plan.access().frontDoor();
    }

    @Override
    public void close() {
        lanes.close();
    }

    private CannotRunException away(SQLException e) {
        return new CannotRunException("the database " + store + " could not be asked: " + e.getMessage(), e);
    }

    private StoredReadings readings() {
        return new StoredReadings(store::connect, tenant, plan, stamps);
    }

    private List<String> devices() {
        return IntStream.range(0, plan.devices()).mapToObj(plan::device).toList();
    }

    /** Looks at the flow, device by device. One thread; close it. */
    public final class Tide implements AutoCloseable {

        private final StoredTail tail;

        private Tide(StoredTail tail) {
            this.tail = tail;
        }

        /**
         * How far behind the slowest device is.
         *
         * @param acknowledgedMicros when the newest acknowledged message was due, of the device where that is longest ago
         * @param storedMicros when the newest stored message was due, of the device where that is longest ago
         * @param behindMicros by how much the newest stored one is older than the newest acknowledged one, at most
         */
        public record Level(long acknowledgedMicros, long storedMicros, long behindMicros) {

            /** The lower one of each. */
            public Level worse(Level other) {
                return new Level(
                        Math.min(acknowledgedMicros, other.acknowledgedMicros),
                        Math.min(storedMicros, other.storedMicros),
                        Math.max(behindMicros, other.behindMicros));
            }
        }

        /** The level now; empty while the store does not answer. Takes as long as the store takes, at most some seconds. */
        public Optional<Level> level() {
            long[] acknowledged = new long[ledgers.length];
            Arrays.setAll(acknowledged, index -> dueMicros(index, Math.max(0, ledgers[index].newestAcknowledged())));
            return tail.newest().map(stored -> {
                long oldest = Long.MAX_VALUE;
                long oldestStored = Long.MAX_VALUE;
                long behind = 0;
                for (int index = 0; index < acknowledged.length; index++) {
                    oldest = Math.min(oldest, acknowledged[index]);
                    long there = stored.getOrDefault(plan.device(index), stamps.micros(0));
                    oldestStored = Math.min(oldestStored, there);
                    behind = Math.max(behind, acknowledged[index] - there);
                }
                return new Level(oldest, oldestStored, behind);
            });
        }

        @Override
        public void close() {
            tail.close();
        }
    }
}
