package io.telltale.anomaly.peers;

/**
 * Where one device stood in one window.
 *
 * @param series number of its series
 * @param value mean of its readings in the window
 */
record Level(int series, double value) {}
