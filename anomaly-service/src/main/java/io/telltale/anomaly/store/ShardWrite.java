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
 * @param states detectors' states folded up to {@code sequence}; empty unless a snapshot is due
 * @param snapshot whether {@code states} make the snapshot complete up to {@code sequence}
 */
public record ShardWrite(
        int shard,
        long epoch,
        long after,
        long sequence,
        ReadingRows readings,
        List<AnomalyRow> anomalies,
        List<DetectorStateRow> states,
        boolean snapshot) {}
