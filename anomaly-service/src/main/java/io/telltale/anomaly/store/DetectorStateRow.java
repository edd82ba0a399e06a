package io.telltale.anomaly.store;

import java.util.Optional;

/**
 * The saved state of one series' detector.
 *
 * @param policy what holds in its detection, when that or what came of it has changed
 */
public record DetectorStateRow(int seriesId, byte[] state, Optional<PolicyRow> policy) {}
