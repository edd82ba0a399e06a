package io.telltale.anomaly.store;

import io.telltale.events.SeriesKey;
import java.util.Optional;

/**
 * A series of a shard as it was saved.
 *
 * @param state of its detector, if it had one
 * @param standsAt sequence up to which the state goes; 0 without one
 * @param policy what holds in its detection; empty when nothing special does
 */
public record SeriesRow(
        int seriesId, SeriesKey key, Optional<byte[]> state, long standsAt, Optional<PolicyRow> policy) {}
