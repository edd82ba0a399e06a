package io.telltale.anomaly.store;

/**
 * An anomaly to be written.
 *
 * @param micros when the reading was measured, microseconds since the epoch
 * @param score 0 to 1
 * @param severity {@code notice}, {@code warning} or {@code critical}
 * @param eventId id of its event, the same whenever the same reading is scored
 * @param subject where its event goes
 * @param event the event's bytes, kept until they are published
 */
public record AnomalyRow(
        int seriesId,
        long micros,
        double value,
        double score,
        String severity,
        double expectedLow,
        double expectedHigh,
        String detector,
        String reason,
        String eventId,
        String subject,
        byte[] event) {}
