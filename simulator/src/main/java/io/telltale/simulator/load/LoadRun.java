package io.telltale.simulator.load;

import io.telltale.simulator.load.LoadPlan.Access;
import io.telltale.simulator.load.LoadPlan.FrontDoor;
import io.telltale.simulator.load.LoadPlan.Naming.Registry;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.Environment;
import io.telltale.simulator.stack.RegistryClient;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A load run from the first device registered to the last reading accounted for: {@link #run} reads as the story. One thread
 * drives it, event loops publish. What the user can mend ends it as {@link CannotRunException}.
 */
final class LoadRun {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(20);

    /** Between the last connection and the first message. */
    private static final long LEAD_NANOS = 100_000_000L;

    /** After which the watched series are not waited for any longer. */
    private static final long STANDSTILL_NANOS = 1_000_000_000L;

    /** What the other series may take longer than the watched ones. */
    private static final long REST_NANOS = 100_000_000L;

    private final LoadPlan plan;
    private final Environment environment;
    private final StatusLine status;
    private final Ending ending;
    private final Schedule schedule;
    private final LoadCounters counters = new LoadCounters();
    private final DeviceLedger[] ledgers;

    /** The {@link System#nanoTime} after which nothing is waited for any longer. */
    private long givesUpAt;

    LoadRun(LoadPlan plan, Environment environment, StatusLine status, Ending ending) {
        this.plan = plan;
        this.environment = environment;
        this.status = status;
        this.ending = ending;
        this.schedule = plan.schedule();
        this.givesUpAt = System.nanoTime() + Long.MAX_VALUE / 2;
        this.ledgers = new DeviceLedger[plan.devices()];
        Arrays.setAll(ledgers, device -> new DeviceLedger(schedule.messagesOf(device)));
    }

    LoadReport run(RegistryClient registry) throws InterruptedException, SQLException {
        environment.store().connect().close();
        status.show("registering " + plan.devices() + " devices");
        LoadDevices devices = LoadDevices.register(plan, registry, environment);
        try {
            return load(devices);
        } finally {
            status.clear();
            if (plan.naming().registry() == Registry.FORGETS) {
                status.show("taking " + plan.devices() + " devices out of the registry");
                LoadDevices.forget(plan, registry);
                status.clear();
            }
        }
    }

    private LoadReport load(LoadDevices devices) throws InterruptedException, SQLException {
        Access access = plan.access();
        LinkSettings settings = new LinkSettings(server(), access.five(), access.qos(), access.window(), KEEP_ALIVE);
        try (Lanes lanes = new Lanes(plan, settings, devices.logins(), counters, ledgers, devices.tenant())) {
            connect(lanes);
            // What every connection holds is copied once more now, not while something is due: a latency would tell of
            // it.
            System.gc();
            long start = System.nanoTime() + LEAD_NANOS;
            givesUpAt = start + schedule.nanos() + plan.counting().longestWait().toNanos();
            long startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + LEAD_NANOS / 1000;
            Stamps stamps = new Stamps(schedule, startMicros, plan.readingsPerMessage());
            StoreWatch watch = new StoreWatch(environment.store()::connect, devices.tenant(), plan, stamps, start);
            Thread watching = Thread.ofPlatform().name("store-watch").daemon().start(watch);
            lanes.each(lane -> lane.begin(start, stamps));
            double achieved = publish(start);
            lanes.each(Lane::stop);
            drain("acknowledgements");
            long acknowledged = System.nanoTime();
            lanes.each(Lane::close);
            return account(devices.tenant(), stamps, lanes, watch, watching, achieved, start, acknowledged);
        }
    }

    private void connect(Lanes lanes) throws InterruptedException {
        lanes.each(Lane::connect);
        boolean open = progressing(
                () -> counters.connected.sum(),
                () -> counters.connected.sum() == plan.connections(),
                () -> "connected " + counters.connected.sum() + " of " + plan.connections() + " "
                        + counters.interruption);
        if (ending.requested()) {
            throw new CannotRunException("ended before anything was published");
        }
        if (!open) {
            throw new CannotRunException(
                    "only " + counters.connected.sum() + " of " + plan.connections() + " connections to " + server()
                            + " opened: " + counters.interruption + "; look at ./telltale status");
        }
    }

    /** Lets the schedule run out, and what is late with it, and tells the rate that came of it, in readings a second. */
    private double publish(long start) {
        while (System.nanoTime() - start < schedule.nanos() && !ending.requestedWithin(GLANCE)) {
            status.show(progress(System.nanoTime() - start));
        }
        if (!ending.requested()) {
            progressing(
                    () -> counters.published.sum(),
                    () -> counters.published.sum() == schedule.messages(),
                    () -> progress(System.nanoTime() - start));
        }
        double seconds = Math.max(1, System.nanoTime() - start) / 1e9;
        return counters.published.sum() * plan.readingsPerMessage() / seconds;
    }

    private void drain(String what) {
        long patienceEnds = System.nanoTime() + plan.counting().patience().toNanos();
        long answered = -1;
        while (counters.outstanding() > 0 && System.nanoTime() < patienceEnds && !tooLate()) {
            long now = counters.acknowledged.sum() + counters.refused.sum();
            if (now > answered) {
                answered = now;
                patienceEnds = System.nanoTime() + plan.counting().patience().toNanos();
            }
            status.show("waiting for " + counters.outstanding() + ' ' + what + ' ' + counters.interruption);
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    /**
     * A count of all readings takes the store a while, so it is not asked for one before the watched series have theirs, or come no
     * further.
     */
    private void awaitWatched(StoreWatch watch) {
        long expected = watch.readingsAcknowledged(ledgers);
        long seen = -1;
        long grown = System.nanoTime();
        while (watch.readingsSeen() < expected && System.nanoTime() - grown < STANDSTILL_NANOS && !tooLate()) {
            if (watch.readingsSeen() > seen) {
                seen = watch.readingsSeen();
                grown = System.nanoTime();
            }
            status.show("in the store, of the watched series: " + seen + " of " + expected);
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        LockSupport.parkNanos(REST_NANOS);
    }

    private LoadReport account(
            String tenant,
            Stamps stamps,
            Lanes lanes,
            StoreWatch watch,
            Thread watching,
            double achieved,
            long start,
            long acknowledged)
            throws InterruptedException, SQLException {
        try (StoredReadings store = new StoredReadings(environment.store()::connect, tenant, plan, stamps)) {
            long expected = counters.acknowledged.sum() * plan.readingsPerMessage();
            awaitWatched(watch);
            StoreSettling settling = new StoreSettling(store, plan.counting().patience(), this::tooLate);
            boolean settled =
                    settling.await(expected, rows -> status.show("in the store: " + rows + " of " + expected));
            watch.stop();
            watching.join();
            return new LoadReport(
                    LoadReport.Run.of(plan),
                    schedule.messages() * plan.readingsPerMessage(),
                    new StoreComparison(plan, store, ledgers).compare(),
                    counters.refusals(),
                    counters.resent.sum(),
                    counters.reconnects.sum(),
                    achieved,
                    new LoadReport.Times(wall(start), wall(acknowledged), wall(settling.storedAt())),
                    lanes.acknowledgement(),
                    watch.stored(),
                    watch.tenths(),
                    watch.resolution(),
                    settled,
                    ending.requested());
        }
    }

    private static long wall(long nanoTime) {
        return System.currentTimeMillis() - (System.nanoTime() - nanoTime) / 1_000_000;
    }

    /** Waits until done, until nothing moved for as long as patience lasts, or until it is too late for anything. */
    private boolean progressing(LongSupplier moved, BooleanSupplier done, Supplier<String> text) {
        long last = -1;
        long patienceEnds = 0;
        while (!done.getAsBoolean()) {
            long now = moved.getAsLong();
            if (now > last) {
                last = now;
                patienceEnds = System.nanoTime() + plan.counting().patience().toNanos();
            }
            if (System.nanoTime() > patienceEnds || tooLate() || ending.requestedWithin(GLANCE)) {
                return false;
            }
            status.show(text.get());
        }
        return true;
    }

    private boolean tooLate() {
        return System.nanoTime() - givesUpAt > 0;
    }

    private InetSocketAddress server() {
        return plan.access().frontDoor() == FrontDoor.broker ? environment.broker() : environment.mqtt();
    }

    private String progress(long elapsed) {
        double share = (double) counters.published.sum() / schedule.messages();
        return String.format(
                Locale.ROOT,
                "%s %3.0f%% %4.1f s  published %d  acknowledged %d  refused %d  on the way %d %s",
                StatusLine.bar(share),
                100 * share,
                elapsed / 1e9,
                counters.published.sum() * plan.readingsPerMessage(),
                counters.acknowledged.sum() * plan.readingsPerMessage(),
                counters.refused.sum() * plan.readingsPerMessage(),
                counters.outstanding(),
                counters.interruption);
    }
}
