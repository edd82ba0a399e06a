package io.telltale.simulator.load;

import io.telltale.simulator.stack.CannotRunException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures publish to stored: asks the database every 10 ms for the readings that are due of up to sixteen series spread over the
 * fleet and its metrics, and takes the moment the answer is there as the moment they were stored. A reading counts once it can be queried, that is,
 * after the commit.
 *
 * <p>Error: a latency is too long by up to the time between two answers ({@link #resolution}), and by half of it on average; it
 * is never too short. All readings of the watched series count, so the sample is not biased towards fast ones. What has not
 * come within 30 s behind the newest is looked for no more; reconciliation tells of it.
 */
final class StoreWatch implements Runnable {

    private static final int MARKERS = 16;
    private static final long PERIOD_NANOS = 10_000_000L;
    private static final int TENTHS = 10;
    private static final long LOOK_BACK_MICROS = 30_000_000L;

    private final Supplier<Connection> connector;
    private final String tenant;
    private final LoadPlan plan;
    private final Stamps stamps;
    private final long startNanos;
    private final Map<String, Marker> unresolved = new HashMap<>();
    private final Map<Integer, Marker> markers = new HashMap<>();
    private final LatencyRecorder stored = new LatencyRecorder();
    private final LatencyRecorder gaps = new LatencyRecorder();
    private final LatencyRecorder[] tenths = new LatencyRecorder[TENTHS];
    private final List<Marker> watched;
    private final LongAdder readingsSeen = new LongAdder();
    private volatile boolean stopping;

    /** A watched series, and the numbers of the samples seen of it. */
    private record Marker(int device, int metric, BitSet seen) {}

    StoreWatch(Supplier<Connection> connector, String tenant, LoadPlan plan, Stamps stamps, long startNanos) {
        this.connector = connector;
        this.tenant = tenant;
        this.plan = plan;
        this.stamps = stamps;
        this.startNanos = startNanos;
        Arrays.setAll(tenths, tenth -> new LatencyRecorder());
        int count = Math.min(MARKERS, plan.devices());
        for (int i = 0; i < count; i++) {
            int device = (int) ((long) i * plan.devices() / count);
            int metric = i % plan.traffic().metrics();
            unresolved.put(name(plan.device(device), Stamps.metric(metric)), new Marker(device, metric, new BitSet()));
        }
        watched = List.copyOf(unresolved.values());
    }

    @Override
    public void run() {
        while (!stopping) {
            try (Connection connection = connector.get()) {
                watch(connection);
            } catch (SQLException | CannotRunException e) {
                // The store is away: what it stores meanwhile is seen, late as it is, when it is back.
                LockSupport.parkNanos(PERIOD_NANOS * 10);
            }
        }
    }

    /** Ends {@link #run} after the question it is at. */
    void stop() {
        stopping = true;
    }

    /** How many readings of the watched series were seen in the store so far; for any thread. */
    long readingsSeen() {
        return readingsSeen.sum();
    }

    /** How many readings of the watched series were acknowledged. */
    long readingsAcknowledged(DeviceLedger[] ledgers) {
        int parts = plan.traffic().messagesPerSample();
        return watched.stream()
                .mapToLong(marker -> ledgers[marker.device()]
                        .acknowledgedSamples(marker.metric() / plan.readingsPerMessage(), parts)
                        .cardinality())
                .sum();
    }

    /** Publish to stored, once the watch has ended. */
    LatencyRecorder.Latency stored() {
        return stored.summary();
    }

    /** Median publish to stored of each tenth of the run, in milliseconds, -1 where nothing was seen. */
    List<Double> tenths() {
        return Arrays.stream(tenths)
                .map(LatencyRecorder::summary)
                .map(tenth -> tenth.count() == 0 ? -1 : tenth.p50())
                .toList();
    }

    /** 99th percentile of the time between two answers, in milliseconds. */
    double resolution() {
        return gaps.summary().p99();
    }

    private void watch(Connection connection) throws SQLException {
        long answered = 0;
        long next = System.nanoTime();
        while (!stopping) {
            if (!unresolved.isEmpty()) {
                resolve(connection);
            }
            Map<Integer, Marker> awaited = awaited();
            if (awaited.isEmpty()) {
                answered = 0;
            } else {
                long now = look(connection, awaited);
                if (answered != 0) {
                    gaps.record(now - answered);
                }
                answered = now;
            }
            next = Math.max(next + PERIOD_NANOS, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** A series exists from its first reading on. */
    private void resolve(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select series_id, device, metric from series where tenant = ? and device = any(?) and metric = any(?)")) {
            statement.setString(1, tenant);
            statement.setArray(2, texts(connection, marker -> plan.device(marker.device())));
            statement.setArray(3, texts(connection, marker -> Stamps.metric(marker.metric())));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Marker marker = unresolved.remove(name(rows.getString(2), rows.getString(3)));
                    if (marker != null) {
                        markers.put(rows.getInt(1), marker);
                    }
                }
            }
        }
    }

    /** Those of which a reading was due and is not seen yet: asking for all of them takes the store several times as long. */
    private Map<Integer, Marker> awaited() {
        long elapsed = System.nanoTime() - startNanos;
        Map<Integer, Marker> awaited = new HashMap<>(markers);
        awaited.values().removeIf(marker -> stamps.schedule().dueNanos(nextMissing(marker)) > elapsed);
        return awaited;
    }

    private long look(Connection connection, Map<Integer, Marker> awaited) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select series_id, value from readings where series_id = any(?) and ts >= ? and ts <= ?")) {
            statement.setArray(
                    1, connection.createArrayOf("int4", awaited.keySet().toArray()));
            statement.setObject(2, StoredReadings.time(oldestMissing(awaited)));
            statement.setObject(
                    3, StoredReadings.time(stamps.micros(stamps.schedule().messages())));
            try (ResultSet rows = statement.executeQuery()) {
                long now = System.nanoTime();
                while (rows.next()) {
                    seen(markers.get(rows.getInt(1)), rows.getDouble(2), now);
                }
                return now;
            }
        }
    }

    private void seen(@Nullable Marker marker, double value, long now) {
        int number = (int) value;
        if (marker != null && number >= 0 && number == value && !marker.seen().get(number)) {
            marker.seen().set(number);
            readingsSeen.increment();
            Schedule schedule = stamps.schedule();
            long message = message(marker, number);
            long latency = now - startNanos - schedule.dueNanos(message);
            if (schedule.dueNanos(message) >= plan.counting().warmUp().toNanos()) {
                stored.record(latency);
            }
            tenths[(int) Math.clamp(message * TENTHS / schedule.messages(), 0, TENTHS - 1)].record(latency);
        }
    }

    /** The message that carries the reading of a sample. */
    private long message(Marker marker, int sample) {
        return stamps.schedule().message(marker.device(), sample, marker.metric() / plan.readingsPerMessage());
    }

    private Array texts(Connection connection, Function<Marker, String> of) throws SQLException {
        return connection.createArrayOf(
                "text", unresolved.values().stream().map(of).distinct().toArray());
    }

    private static String name(String device, String metric) {
        return device + '/' + metric;
    }

    private long nextMissing(Marker marker) {
        return message(marker, marker.seen().nextClearBit(0));
    }

    private long oldestMissing(Map<Integer, Marker> awaited) {
        long elapsed = System.nanoTime() - startNanos;
        long oldest = stamps.startMicros() + elapsed / 1000;
        for (Marker marker : awaited.values()) {
            oldest = Math.min(oldest, stamps.micros(nextMissing(marker)));
        }
        return Math.max(oldest, stamps.startMicros() + elapsed / 1000 - LOOK_BACK_MICROS);
    }
}
