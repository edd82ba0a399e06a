package io.telltale.anomaly.report;

/** Why a reading was parked instead of stored: a metric's tag, a dead letter's reason and a line in the module's README. */
public enum Refusal {
    /** Measured too long ago or too far ahead of its arrival to be believed. */
    TIME_OUT_OF_RANGE("time-out-of-range"),
    /** A new series, but the device, the tenant or the shard has as many as are allowed. */
    TOO_MANY_SERIES("too-many-series"),
    /** The database will never take this row. */
    REJECTED_BY_STORE("rejected-by-store");

    private final String label;

    Refusal(String label) {
        this.label = label;
    }

    /** As it is written in subjects and metrics. */
    public String label() {
        return label;
    }
}
