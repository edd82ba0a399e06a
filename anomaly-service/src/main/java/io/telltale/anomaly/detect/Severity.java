package io.telltale.anomaly.detect;

/** How much attention a score deserves: for people to sort by; thresholds and rules go by the score. */
public enum Severity {
    /** Below what is worth a look. */
    NONE,
    /** From 0.5 on, which a quiet series reaches about once in 5,000 readings. */
    NOTICE,
    /** From 0.7 on: nearly twice as far out of the ordinary. */
    WARNING,
    /** From 0.9 on: more than three times as far. */
    CRITICAL;

    /** What a score amounts to. */
    public static Severity of(double score) {
        if (score < 0.5) {
            return NONE;
        }
        return score < 0.7 ? NOTICE : score < 0.9 ? WARNING : CRITICAL;
    }
}
