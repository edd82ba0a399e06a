package io.telltale.alerting.rehearsal;

import io.telltale.events.SeriesKey;
import java.time.Instant;

/**
 * What the detectors found, as it is stored.
 *
 * @param score 0 to 1
 * @param reason the detector's sentence of why
 */
public record Finding(SeriesKey series, Instant time, double value, double score, String detector, String reason) {}
