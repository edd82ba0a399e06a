package io.telltale.anomaly.detect;

/** Which view of a series found a reading out of the ordinary. */
public enum Detector {
    /** The value lies outside everything seen in the past weeks. */
    RANGE_BREAK("range-break"),
    /** The value is far from what this hour of the day usually brings. */
    TIME_OF_DAY("time-of-day"),
    /** The values have for a while stayed on one side of what their hours of the day usually bring. */
    SUSTAINED_SHIFT("sustained-shift"),
    /** The same over a longer while, so that less is enough. */
    DRIFT("drift"),
    /** The value is unusually far from the one before. */
    JUMP("jump"),
    /** The values have for a while moved much more than they usually do. */
    VARIABILITY_BURST("variability-burst"),
    /** The value has not moved at all, which it usually does. */
    STUCK_SENSOR("stuck-sensor"),
    /** There was no reading for far longer than there usually is none; it says nothing of the value. */
    GAP("gap"),
    /** The sensor cannot measure such a value. Not a view that learns: it stays the last. */
    LIMIT("limit");

    private final String label;

    Detector(String label) {
        this.label = label;
    }

    /** As it is written in tables, events and the API. */
    public String label() {
        return label;
    }
}
