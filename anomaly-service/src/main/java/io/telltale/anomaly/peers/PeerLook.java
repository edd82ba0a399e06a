package io.telltale.anomaly.peers;

import io.telltale.anomaly.detect.Policy;
import io.telltale.anomaly.feedback.Thresholds;
import io.telltale.anomaly.fleet.Fleet;
import io.telltale.anomaly.report.AnomalyEvents;
import io.telltale.anomaly.store.AnomalyRow;
import io.telltale.anomaly.store.PeerClaim;
import io.telltale.anomaly.store.PeerLevel;
import io.telltale.anomaly.store.PeerTables;
import io.telltale.anomaly.store.PeerWrite;
import io.telltale.anomaly.store.PendingEvent;
import io.telltale.anomaly.store.StoreException;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares siblings, window by window, from what is stored: claim, read, judge, write, report. For one thread; blocks.
 *
 * <p>One replica does it, named in the database. Findings, what is known of the packs and how far they were compared are
 * written in one transaction, so each window is judged once, also over restarts; events follow the commit.
 */
public final class PeerLook {

    private static final System.Logger LOG = System.getLogger(PeerLook.class.getName());
    private static final Duration HELD = Duration.ofSeconds(30);
    /** Read at once; bounds the memory. */
    private static final int WINDOWS_AT_ONCE = 5;
    /** After a longer outage the older windows are left out: nobody is helped by learning of them now. */
    private static final int WINDOWS_BEHIND = 60;

    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final long NOTHING = -1;

    private final PeerSettings settings;
    private final Fleet fleet;
    private final Thresholds thresholds;
    private final PeerTables tables;
    private final AnomalyEvents events;
    private final PeerMetrics metrics;
    private final InstantSource clock;
    private final String holder;
    private final Packs packs = new Packs();
    private boolean holding;
    private long revision = NOTHING;

    /** For the replica of that name. */
    public PeerLook(
            PeerSettings settings,
            Fleet fleet,
            Thresholds thresholds,
            PeerTables tables,
            AnomalyEvents events,
            PeerMetrics metrics,
            InstantSource clock,
            String holder) {
        this.settings = settings;
        this.fleet = fleet;
        this.thresholds = thresholds;
        this.tables = tables;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
        this.holder = holder;
    }

    /** Compares what has closed since the last look, as far as this replica is the one to do so; true while more is left. */
    public boolean look() throws StoreException {
        if (!fleet.devices().loaded()) {
            return false;
        }
        Optional<PeerClaim> claim = tables.claim(holder, HELD.toMillis());
        holding = claim.isPresent();
        if (claim.isEmpty()) {
            drop();
            return false;
        }
        events.settle();
        long length = settings.windowMicros();
        long closed = Math.floorDiv(micros() - settings.settle().toNanos() / 1_000, length);
        long from = claim.get().lookedUntil().isEmpty()
                ? closed - 1
                : Math.floorDiv(claim.get().lookedUntil().getAsLong(), length);
        if (from >= closed) {
            return false;
        }
        if (claim.get().revision() != revision) {
            thresholds.refresh();
            packs.load(tables.packs(length, micros() - REMEMBERED.toNanos() / 1_000));
            revision = claim.get().revision();
        }
        long first = Math.max(from, closed - WINDOWS_BEHIND);
        metrics.skipped(first - from);
        long end = Math.min(closed, first + WINDOWS_AT_ONCE);
        judge(first, end);
        return end < closed;
    }

    private void judge(long first, long end) throws StoreException {
        long began = System.nanoTime();
        long length = settings.windowMicros();
        Siblings siblings = Siblings.of(fleet.devices().devices(), settings.label());
        TreeMap<Long, Map<PackKey, List<Level>>> windows = new TreeMap<>();
        Map<Integer, SeriesKey> keys = new HashMap<>();
        if (!siblings.devices().isEmpty()) {
            tables.levels(
                    siblings.devices(),
                    settings.mostSeries(),
                    length,
                    first * length,
                    end * length,
                    level -> siblings.pack(level.key()).ifPresent(pack -> add(windows, keys, pack, level)));
        }
        long believed = revision;
        revision = NOTHING; // until it is written, what is in memory must not be built upon
        Set<PackKey> seen = new HashSet<>();
        List<AnomalyRow> found = new ArrayList<>();
        windows.forEach((window, levels) -> levels.forEach((pack, at) -> {
            for (Departure departure : packs.of(pack).observe(window, at, this::reportedFrom)) {
                SeriesKey key = Objects.requireNonNull(keys.get(departure.series()));
                if (!fleet.off(key, PeerFinding.DETECTOR)) {
                    String why = why(key, pack, departure, (window + 1) * length);
                    found.add(PeerFinding.of(key, departure, (window + 1) * length, why));
                }
            }
            seen.add(pack);
        }));
        write(believed, end * length, seen, found);
        metrics.committed((int) (end - first), found.size(), Duration.ofNanos(System.nanoTime() - began));
    }

    private double reportedFrom(int series) {
        return thresholds.ofPeers(series).score();
    }

    private String why(SeriesKey key, PackKey pack, Departure departure, long micros) {
        String unit = fleet.policy(key).map(Policy::unit).orElse("");
        return PeerReason.of(pack.site(), departure, micros, unit)
                + thresholds.ofPeers(departure.series()).remark();
    }

    private void add(
            TreeMap<Long, Map<PackKey, List<Level>>> windows,
            Map<Integer, SeriesKey> keys,
            PackKey pack,
            PeerLevel level) {
        keys.put(level.seriesId(), level.key());
        windows.computeIfAbsent(Math.floorDiv(level.windowStart(), settings.windowMicros()), w -> new HashMap<>())
                .computeIfAbsent(pack, p -> new ArrayList<>())
                .add(new Level(level.seriesId(), level.level()));
    }

    private void write(long believed, long lookedUntil, Set<PackKey> seen, List<AnomalyRow> found)
            throws StoreException {
        PeerWrite write = new PeerWrite(
                holder,
                believed,
                lookedUntil,
                settings.windowMicros(),
                found,
                packs.rows(seen, settings.windowMicros()));
        if (!tables.write(write)) {
            LOG.log(System.Logger.Level.WARNING, "another replica compares siblings now, giving up");
            drop();
            return;
        }
        revision = believed + 1;
        events.publish(found.stream()
                .map(a -> new PendingEvent(a.eventId(), a.subject(), a.event()))
                .toList());
        packs.forgetBefore((lookedUntil - REMEMBERED.toNanos() / 1_000) / settings.windowMicros());
        metrics.holding(packs);
    }

    /** Forgets events that were confirmed, publishes those that were not. */
    public void settle() throws StoreException {
        if (holding) {
            events.settle();
        }
    }

    /** Lets another replica go on. */
    public void release() throws StoreException {
        tables.release(holder);
    }

    private void drop() {
        holding = false;
        packs.clear();
        revision = NOTHING;
        metrics.holding(packs);
    }

    private long micros() {
        return clock.millis() * 1_000;
    }
}
