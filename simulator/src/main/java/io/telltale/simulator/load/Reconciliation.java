package io.telltale.simulator.load;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Compares what devices were told with what the store holds, reading by reading. Pure; one thread.
 *
 * <p>The equations: published = acknowledged + refused + unacknowledged; lost = acknowledged and not stored; a stored reading
 * that was never acknowledged is no fault (its acknowledgement was on the way when the run ended).
 */
final class Reconciliation {

    /** How many lost and how many repeated readings are named. */
    private static final int NAMED = 20;

    private final int readingsPerMessage;
    private final List<String> lostNames = new ArrayList<>();
    private final List<String> duplicatedNames = new ArrayList<>();
    private long published;
    private long acknowledged;
    private long refused;
    private long stored;
    private long lost;
    private long duplicated;
    private long strangers;

    Reconciliation(int readingsPerMessage) {
        this.readingsPerMessage = readingsPerMessage;
    }

    /**
     * The outcome of a run, in readings.
     *
     * @param unacknowledged published, and neither acknowledged nor refused when the run ended
     * @param stored different readings in the store
     * @param lost acknowledged, and not in the store
     * @param duplicated rows in the store beyond the first of their reading
     * @param strangers rows under this run's devices and times that this run did not send
     * @param lostReadings the first lost ones, {@code device/metric #number}
     * @param duplicatedReadings the first duplicated ones
     */
    record Tally(
            long published,
            long acknowledged,
            long refused,
            long unacknowledged,
            long stored,
            long lost,
            long duplicated,
            long strangers,
            List<String> lostReadings,
            List<String> duplicatedReadings) {

        /** Whether every acknowledged reading is stored exactly once. */
        boolean exact() {
            return lost == 0 && duplicated == 0;
        }
    }

    /** Counts what a device was told. */
    void device(DeviceLedger ledger) {
        published += (long) ledger.published() * readingsPerMessage;
        acknowledged += (long) ledger.acknowledged() * readingsPerMessage;
        refused += (long) ledger.refused() * readingsPerMessage;
    }

    /** Compares one of its series, of which these samples were acknowledged. */
    void series(String device, String metric, BitSet acknowledgedSamples, StoredSeries inStore) {
        stored += inStore.numbers().cardinality();
        duplicated += inStore.repeats();
        strangers += inStore.strangers();
        BitSet missing = (BitSet) acknowledgedSamples.clone();
        missing.andNot(inStore.numbers());
        lost += missing.cardinality();
        name(device, metric, missing, lostNames);
        name(device, metric, inStore.repeated(), duplicatedNames);
    }

    Tally tally() {
        return new Tally(
                published,
                acknowledged,
                refused,
                published - acknowledged - refused,
                stored,
                lost,
                duplicated,
                strangers,
                List.copyOf(lostNames),
                List.copyOf(duplicatedNames));
    }

    private static void name(String device, String metric, BitSet numbers, List<String> into) {
        for (int number = numbers.nextSetBit(0);
                number >= 0 && into.size() < NAMED;
                number = numbers.nextSetBit(number + 1)) {
            into.add(device + '/' + metric + " #" + number);
        }
    }
}
