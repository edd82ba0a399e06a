package io.telltale.anomaly.store;

import java.util.List;

/**
 * Everything that one transaction writes for a shard.
 *
 * @param epoch the writer's number, from {@link OpenedShard}
 * @param after the progress that the writer believes in
 * @param sequence the progress afterwards
 * @param readings may be empty
 * @param anomalies may be empty
 * @param states detectors' states folded up to {@code sequence}, of some of the series; may be empty
 * @param snapshot sequence up to which everything is in the saved states, these among them; 0 when that is as it was
 */
public record ShardWrite(
        int shard,
        long epoch,
        long after,
        long sequence,
        ReadingRows readings,
        List<AnomalyRow> anomalies,
        List<DetectorStateRow> states,
        long snapshot) {}
