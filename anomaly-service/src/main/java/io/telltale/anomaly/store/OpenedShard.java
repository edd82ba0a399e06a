package io.telltale.anomaly.store;

import java.util.List;

/**
 * A shard as its new owner finds it.
 *
 * @param epoch the new owner's number; writing with an older one is refused
 * @param progress sequence of the last batch that is stored
 * @param snapshot sequence up to which everything is in the saved states, never after {@code progress}
 * @param series every series of the shard
 */
public record OpenedShard(int shard, long epoch, long progress, long snapshot, List<SeriesRow> series) {}
