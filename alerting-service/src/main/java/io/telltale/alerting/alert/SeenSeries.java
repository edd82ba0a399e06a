package io.telltale.alerting.alert;

import io.telltale.events.SeriesKey;

/**
 * How far a series has been judged.
 *
 * @param micros time of its newest reading, microseconds since the epoch; nothing up to it is judged again
 */
public record SeenSeries(SeriesKey series, long micros) {}
