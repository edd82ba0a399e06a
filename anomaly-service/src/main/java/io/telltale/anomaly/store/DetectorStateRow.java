package io.telltale.anomaly.store;

/** The saved state of one series' detector. */
public record DetectorStateRow(int seriesId, byte[] state) {}
