package io.telltale.anomaly.store;

/** How a write ended that did not fail for want of the database. */
public sealed interface WriteResult {

    /**
     * Committed.
     *
     * @param inserted readings that are new
     * @param repeated readings that were stored before
     */
    record Committed(int inserted, int repeated) implements WriteResult {}

    /** Rolled back: at least one row can never be stored. */
    record RefusedRow(String state, String why) implements WriteResult {}
}
