package io.telltale.simulator.load;

import java.util.BitSet;

/**
 * What the store holds of one series of a run.
 *
 * @param numbers the message numbers that are there
 * @param repeated those that are there more than once
 * @param repeats rows beyond the first of their number
 * @param strangers rows whose value is no number this run sent
 */
record StoredSeries(BitSet numbers, BitSet repeated, long repeats, long strangers) {

    /** A series of which every message number below {@code published} is there exactly once. */
    static StoredSeries complete(int published) {
        BitSet numbers = new BitSet(published);
        numbers.set(0, published);
        return new StoredSeries(numbers, new BitSet(), 0, 0);
    }

    /** A series of which nothing is there. */
    static StoredSeries empty() {
        return new StoredSeries(new BitSet(), new BitSet(), 0, 0);
    }

    /** Collects rows as they come from the store. */
    static final class Builder {

        private final int published;
        private final BitSet numbers = new BitSet();
        private final BitSet repeated = new BitSet();
        private long repeats;
        private long strangers;

        Builder(int published) {
            this.published = published;
        }

        void add(double value, long rows) {
            int number = (int) value;
            if (number != value || number < 0 || number >= published) {
                strangers += rows;
                return;
            }
            long more = numbers.get(number) ? rows : rows - 1;
            numbers.set(number);
            if (more > 0) {
                repeated.set(number);
                repeats += more;
            }
        }

        StoredSeries build() {
            return new StoredSeries(numbers, repeated, repeats, strangers);
        }
    }
}
