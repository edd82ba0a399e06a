package io.telltale.anomaly.store;

import java.util.List;

/**
 * Everything that one transaction writes of a comparison of siblings.
 *
 * @param holder who writes
 * @param revision what {@link PeerClaim} or the write before said
 * @param lookedUntil end of the last window compared, microseconds since the epoch
 * @param windowMicros length of a window
 */
public record PeerWrite(
        String holder,
        long revision,
        long lookedUntil,
        long windowMicros,
        List<AnomalyRow> anomalies,
        List<PackRow> packs) {}
