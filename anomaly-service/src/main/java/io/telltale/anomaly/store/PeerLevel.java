package io.telltale.anomaly.store;

import io.telltale.events.SeriesKey;

/**
 * The mean of a series in one window.
 *
 * @param windowStart microseconds since the epoch
 */
public record PeerLevel(int seriesId, SeriesKey key, long windowStart, double level) {}
