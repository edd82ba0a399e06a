package io.telltale.simulator.load;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until the store has what was acknowledged and grows no more. Blocking. */
final class StoreSettling {

    private static final long SHORTEST_PAUSE_MILLIS = 250;

    private final StoredReadings store;
    private final Duration patience;
    private final BooleanSupplier tooLate;
    private long storedAt;

    /**
     * Of one run.
     *
     * @param patience how long the store may not grow
     * @param tooLate ends the wait however it grows
     */
    StoreSettling(StoredReadings store, Duration patience, BooleanSupplier tooLate) {
        this.store = store;
        this.patience = patience;
        this.tooLate = tooLate;
    }

    /** Progress of the wait. */
    interface Watcher {
        void rows(long rows);
    }

    /**
     * Waits; patience counts from the last growth, so a store that works off a long queue is waited for.
     *
     * @return whether at least {@code expected} rows are there and two counts in a row were equal
     */
    boolean await(long expected, Watcher watcher) throws InterruptedException {
        long most = -1;
        long grownAt = System.nanoTime();
        storedAt = grownAt;
        while (true) {
            long asked = System.nanoTime();
            long rows = rows();
            watcher.rows(rows);
            if (rows >= expected && rows == most) {
                return true;
            }
            if (rows > most) {
                storedAt = asked;
                most = rows;
                grownAt = System.nanoTime();
            }
            if (tooLate.getAsBoolean() || System.nanoTime() - grownAt > patience.toNanos()) {
                return false;
            }
            // A count over many rows costs the store something: ask no more than a quarter of the time.
            Thread.sleep(Math.max(SHORTEST_PAUSE_MILLIS, 3 * (System.nanoTime() - asked) / 1_000_000));
        }
    }

    /** The {@link System#nanoTime} of the question whose answer first had all that is stored; late by a pause at most. */
    long storedAt() {
        return storedAt;
    }

    private long rows() {
        try {
            store.revive();
            return store.rows();
        } catch (SQLException e) {
            return -1; // away for the moment; patience bounds it
        }
    }
}
