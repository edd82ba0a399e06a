package io.telltale.anomaly.detect;

/** Which view of a series found a reading out of the ordinary. */
public enum Detector {
    /** The value lies outside everything seen in the past weeks. */
    RANGE_BREAK("range-break"),
    /** The value is far from what this time of day usually brings. */
    TIME_OF_DAY("time-of-day"),
    /** The values have for a while stayed on one side of what this time of day usually brings. */
    SUSTAINED_SHIFT("sustained-shift");

    private final String label;

    Detector(String label) {
        this.label = label;
    }

    /** As it is written in tables, events and the API. */
    public String label() {
        return label;
    }
}
