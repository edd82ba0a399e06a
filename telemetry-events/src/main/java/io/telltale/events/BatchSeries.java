package io.telltale.events;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a service holds of the series of a batch, each looked up by its name once a batch: afterwards the numbers that the batch
 * has for its devices and metrics lead there, without an object or a hash for each reading. For one thread; used again and again.
 *
 * @param <S> what is held of a series
 */
public final class BatchSeries<S> {

    /** Pairs remembered at most; those of a batch with larger dictionaries are looked up for each reading. */
    private static final int MOST_PAIRS = 1 << 16;

    /** Stands where a look-up found nothing. */
    private static final Object NOTHING = new Object();

    private final Lookup<S> lookup;
    private ReadingBatch batch = ReadingBatch.builder(0).build();
    private @Nullable Object[] found = new Object[256];
    private boolean remembers;

    /** Where a series is looked up by its name. */
    @FunctionalInterface
    public interface Lookup<S> {

        /** What is held of the series; null when nothing is. */
        @Nullable
        S find(SeriesKey series);
    }

    public BatchSeries(Lookup<S> lookup) {
        this.lookup = lookup;
    }

    /** Turns to another batch. */
    public void begin(ReadingBatch next) {
        batch = next;
        forget();
    }

    /** What is held has changed: every series is looked up again. */
    public void forget() {
        long pairs = (long) batch.devices() * batch.metrics();
        remembers = pairs <= MOST_PAIRS;
        if (found.length < pairs && remembers) {
            found = new Object[(int) Math.min(MOST_PAIRS, 2 * pairs)];
        } else {
            Arrays.fill(found, 0, (int) Math.min(found.length, pairs), null);
        }
    }

    /** What is held of the series of reading {@code i}; null when nothing is. */
    public @Nullable S find(int i) {
        if (!remembers) {
            return lookup.find(key(i));
        }
        int pair = batch.deviceIndex(i) * batch.metrics() + batch.metricIndex(i);
        Object known = found[pair];
        if (known == null) {
            S held = lookup.find(key(i));
            found[pair] = held == null ? NOTHING : held;
            return held;
        }
        return known == NOTHING ? null : held(known);
    }

    @SuppressWarnings("unchecked") // besides NOTHING only what a look-up gave is in there
    private S held(Object known) {
        return (S) known;
    }

    /** The name of the series of reading {@code i}. */
    public SeriesKey key(int i) {
        return new SeriesKey(batch.tenant(i), batch.device(i), batch.metric(i));
    }
}
