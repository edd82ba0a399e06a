package io.telltale.alerting.alert;

import io.telltale.events.SeriesKey;
import java.time.Instant;
import java.util.Map;

/**
 * What a rule is asked about: one reading, or the reading in which a detector found an anomaly.
 *
 * @param series which series
 * @param micros when it was measured, microseconds since the epoch
 * @param value in the unit of the series
 * @param labels what the device carries now; handed on to the alert
 */
public record Observation(SeriesKey series, long micros, double value, Map<String, String> labels) {

    /** When it was measured. */
    public Instant time() {
        return Micros.toInstant(micros);
    }
}
