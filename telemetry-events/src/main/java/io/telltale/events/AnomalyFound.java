package io.telltale.events;

import java.time.Instant;

/**
 * A detector found a reading out of the ordinary; published after the reading and the finding were stored.
 *
 * @param time when the reading was measured
 * @param score how out of the ordinary, 0 to 1
 * @param severity {@code notice}, {@code warning} or {@code critical}; an event of before there were severities is a notice
 * @param expectedLow lower end of what was expected, in the unit of the series
 * @param expectedHigh upper end of what was expected
 * @param detector which detector spoke
 * @param reason one sentence of why, for people
 */
public record AnomalyFound(
        String tenant,
        String device,
        String metric,
        Instant time,
        double value,
        double score,
        String severity,
        double expectedLow,
        double expectedHigh,
        String detector,
        String reason) {

    private static final String LEAST = "notice";

    @SuppressWarnings("ConstantValue") // older events have none
    public AnomalyFound {
        severity = severity == null ? LEAST : severity;
    }

    /** The CloudEvents type. */
    public static final String TYPE = "io.telltale.anomaly.found";
}
