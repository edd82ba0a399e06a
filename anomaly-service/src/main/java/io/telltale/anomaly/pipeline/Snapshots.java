package io.telltale.anomaly.pipeline;

import io.telltale.anomaly.store.DetectorStateRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * When the states of a shard's detectors are saved: little by little, a slice with a round now and then, so that no reading waits
 * for thousands of them.
 *
 * <p>A sweep saves what had changed when it began, each state as it is when its turn comes. After the last one everything up to the
 * sweep's beginning is in the saved states: a new owner has to fold only what came later, and of that in each series only what its
 * state does not hold yet (a fuzzy checkpoint, as in ARIES). A sweep takes half of the period, so that what is to be folded anew is
 * never older than the period; longer with very many series, since saving a state costs the database as much as several readings.
 * For the shard's thread.
 */
final class Snapshots {

    private static final int STATES_A_SECOND = 250;
    private static final Duration BETWEEN_SLICES = Duration.ofMillis(250);

    private final ShardSeries series;
    private final Duration period;
    private final InstantSource clock;
    private final ArrayDeque<Series> left = new ArrayDeque<>();
    private int size;
    private Instant began;
    private Instant sliced;
    private long from;
    private long complete;

    /**
     * What is saved with a round. A round that fails takes the whole shard's memory with it, so they count as saved already.
     *
     * @param complete everything up to this sequence is in the saved states then
     */
    record Slice(List<DetectorStateRow> states, long complete) {}

    Snapshots(ShardSeries series, Duration period, InstantSource clock) {
        this.series = series;
        this.period = period;
        this.clock = clock;
        this.began = clock.instant();
        this.sliced = began;
    }

    /** Begins where the owner before came to. */
    void open(long sequence) {
        complete = sequence;
    }

    /** What is to be saved with a write up to that sequence; often nothing. */
    Slice due(long sequence) {
        Instant now = clock.instant();
        if (left.isEmpty() && sequence > complete) {
            begin(sequence, now);
        }
        List<DetectorStateRow> slice = take(due(now));
        if (!slice.isEmpty()) {
            sliced = now;
            if (left.isEmpty()) {
                complete = from;
                begin(sequence, now);
                complete = left.isEmpty() ? sequence : complete;
            }
        }
        return new Slice(slice, complete);
    }

    /** All that has changed, at once. */
    Slice whole(long sequence) {
        begin(sequence, clock.instant());
        complete = sequence;
        return new Slice(take(size), complete);
    }

    private int due(Instant now) {
        if (Duration.between(sliced, now).compareTo(BETWEEN_SLICES) < 0) {
            return 0;
        }
        long length = Math.max(period.toMillis() / 2, size * 1000L / STATES_A_SECOND);
        long elapsed = Math.min(length, Duration.between(began, now).toMillis());
        return (int) (size * elapsed / length) - (size - left.size());
    }

    private List<DetectorStateRow> take(int due) {
        List<DetectorStateRow> states = new ArrayList<>(due);
        while (states.size() < due) {
            Series next = left.remove();
            states.add(next.state());
            next.markClean();
        }
        return states;
    }

    /** With what has changed since its turn in the sweep before. */
    private void begin(long sequence, Instant now) {
        left.clear();
        left.addAll(series.changed());
        size = left.size();
        began = now;
        from = sequence;
    }
}
