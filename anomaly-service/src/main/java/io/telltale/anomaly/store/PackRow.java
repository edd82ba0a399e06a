package io.telltale.anomaly.store;

/**
 * What is known of a pack of siblings.
 *
 * @param lookedUntil end of its last window, microseconds since the epoch
 */
public record PackRow(String tenant, String profile, String site, String metric, long lookedUntil, byte[] state) {}
