package io.telltale.anomaly.store;

import io.telltale.events.SeriesKey;
import java.util.Optional;

/** A series of a shard with the state its detector had at the snapshot, if it had one. */
public record SeriesRow(int seriesId, SeriesKey key, Optional<byte[]> state) {}
