package io.telltale.events.shards;

import io.telltale.events.ReadingBatch;

/**
 * A batch of readings as it lies in a lane.
 *
 * @param sequence its sequence in the stream; strictly increasing within a lane, not contiguous
 * @param readings the readings; empty when the stored bytes were no batch and were parked
 */
public record ShardBatch(long sequence, ReadingBatch readings) {}
