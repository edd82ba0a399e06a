package io.telltale.anomaly.store;

import io.telltale.events.SeriesKey;
import java.util.Optional;

/**
 * A series of a shard as it was at the snapshot.
 *
 * @param state of its detector, if it had one
 * @param policy what holds in its detection; empty when nothing special does
 */
public record SeriesRow(int seriesId, SeriesKey key, Optional<byte[]> state, Optional<PolicyRow> policy) {}
