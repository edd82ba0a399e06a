package io.telltale.events.shards;

import java.time.Duration;
import java.time.Instant;

/**
 * How a lane that this replica owns is doing.
 *
 * @param shard the lane
 * @param pending messages in the stream that were not handed over yet, as of the last look
 * @param lastProgress when a batch was last committed, or when the lane was last seen empty
 * @param lastError what went wrong last, empty while all is well
 */
public record ShardHealth(int shard, long pending, Instant lastProgress, String lastError) {

    /** Whether there is work and none of it was done for {@code patience}. */
    public boolean stalled(Instant now, Duration patience) {
        boolean work = pending > 0 || !lastError.isEmpty();
        return work && lastProgress.plus(patience).isBefore(now);
    }
}
