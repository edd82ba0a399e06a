package io.telltale.anomaly.detect;

/** How much attention a score deserves: for people to sort by; thresholds and rules go by the score. */
public enum Severity {
    /** Below what is worth a look. */
    NONE("none"),
    /** From 0.5 on, which a quiet series reaches about once in 5,000 readings. */
    NOTICE("notice"),
    /** From 0.7 on: nearly twice as far out of the ordinary. */
    WARNING("warning"),
    /** From 0.9 on: more than three times as far. */
    CRITICAL("critical");

    private final String label;

    Severity(String label) {
        this.label = label;
    }

    /** As it is written in tables, events and the API. */
    public String label() {
        return label;
    }

    /** What a reported score amounts to: whatever is reported is at least a notice. */
    public static Severity ofFinding(double score) {
        Severity severity = of(score);
        return severity == NONE ? NOTICE : severity;
    }

    /** What a score amounts to. */
    public static Severity of(double score) {
        if (score < 0.5) {
            return NONE;
        }
        return score < 0.7 ? NOTICE : score < 0.9 ? WARNING : CRITICAL;
    }
}
