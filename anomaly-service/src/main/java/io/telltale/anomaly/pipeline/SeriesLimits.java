package io.telltale.anomaly.pipeline;

/**
 * How many series there may be, so that no device can fill the memory or the database with names.
 *
 * @param perDevice of one device
 * @param perTenant of one tenant in all shards, counted when a series is added
 * @param perShard of one shard; each takes about a kilobyte and a half of its owner's memory
 */
public record SeriesLimits(int perDevice, int perTenant, int perShard) {}
