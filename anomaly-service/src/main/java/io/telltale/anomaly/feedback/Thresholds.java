package io.telltale.anomaly.feedback;

import io.micrometer.core.instrument.MeterRegistry;
import io.telltale.anomaly.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The thresholds of all series, in memory. Thread-safe; asking never blocks.
 *
 * <p>The rows of feedback are the truth: a thread looks for new ones a few times a second and counts the series they belong
 * to anew. So a verdict given to one replica is known to all of them shortly after, with no message that could be lost, and
 * a restart changes nothing. While the database is away the last known thresholds stand (then nothing is stored either).
 * Only series that somebody said something of take memory, some 100 bytes each.
 */
public final class Thresholds implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Thresholds.class.getName());

    private final FeedbackTable table;
    private final ThresholdRule rule;
    private final Duration poll;
    private final Threshold standard;
    private final Map<Integer, Map<Scope, Threshold>> moved = new ConcurrentHashMap<>();
    private final Lock lock = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("thresholds").unstarted(this::watch);
    private long seen;
    private String said = "";

    /**
     * All at the standard, until {@link #refresh} or {@link #start}.
     *
     * @param standard the score from which on a series is reported of that nobody said anything
     * @param poll how often new feedback is looked for
     */
    public Thresholds(FeedbackTable table, double standard, Duration poll, MeterRegistry registry) {
        this.table = table;
        this.rule = new ThresholdRule(standard);
        this.poll = poll;
        this.standard = Threshold.standard(standard);
        registry.gaugeMapSize("anomaly.thresholds.moved", List.of(), moved);
    }

    /** Begins to look for new feedback. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
    }

    /** No series is reported from a lower score on than this: what is below needs no look at its series. */
    public double lowest() {
        return rule.lowest();
    }

    /** Of what the series' own detector finds. */
    public Threshold of(int seriesId) {
        return of(seriesId, Scope.OWN);
    }

    /** Of how far the series is from those of the device's siblings. */
    public Threshold ofPeers(int seriesId) {
        return of(seriesId, Scope.PEERS);
    }

    private Threshold of(int seriesId, Scope scope) {
        return moved.getOrDefault(seriesId, Map.of()).getOrDefault(scope, standard);
    }

    /** Of a series that nobody said anything of. */
    public Threshold standard() {
        return standard;
    }

    /** Takes in what was said since the last look. Blocks. */
    public void refresh() throws StoreException {
        lock.lock();
        try {
            List<Mark> marks = table.ofSeriesMarkedAfter(seen);
            Map<Integer, List<Mark>> bySeries = marks.stream()
                    .collect(Collectors.groupingBy(mark -> mark.finding().seriesId()));
            bySeries.forEach((series, all) -> put(series, ThresholdHistory.of(rule, all)));
            marks.forEach(mark -> seen = Math.max(seen, mark.id()));
        } finally {
            lock.unlock();
        }
    }

    private void put(int series, ThresholdHistory history) {
        Threshold own = history.threshold(Scope.OWN);
        Threshold peers = history.threshold(Scope.PEERS);
        if (own.equals(standard) && peers.equals(standard)) {
            moved.remove(series);
        } else {
            moved.put(series, Map.of(Scope.OWN, own, Scope.PEERS, peers));
        }
    }

    ThresholdRule rule() {
        return rule;
    }

    private void watch() {
        try {
            do {
                look();
            } while (!closing.await(poll.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            refresh();
            said = "";
        } catch (StoreException e) {
            if (!e.toString().equals(said)) {
                said = e.toString();
                LOG.log(System.Logger.Level.WARNING, "new feedback unknown, keeping the thresholds", e);
            }
        }
    }
}
