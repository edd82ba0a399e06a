package io.telltale.events.shards;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a lane that this replica owns is doing.
 *
 * @param shard the lane
 * @param pending messages in the stream that are not committed yet, as the server told at the last look, once a tick; after
 *     a restart with those that are read again for their detectors' sake
 * @param oldest when the oldest of them reached the stream; empty when there is none
 * @param lastProgress when a batch was last committed, or when the lane was last seen empty
 * @param lastError what went wrong last, empty while all is well
 */
public record ShardHealth(int shard, long pending, Optional<Instant> oldest, Instant lastProgress, String lastError) {

    /** Whether there is work and none of it was done for {@code patience}. */
    public boolean stalled(Instant now, Duration patience) {
        boolean work = pending > 0 || !lastError.isEmpty();
        return work && lastProgress.plus(patience).isBefore(now);
    }

    /** How long the oldest message has been waiting to be committed; zero when none waits. */
    public Duration backlogAge(Instant now) {
        return oldest.filter(now::isAfter).map(o -> Duration.between(o, now)).orElse(Duration.ZERO);
    }
}
