package io.telltale.bench.endtoend;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the load generator found, in readings and milliseconds; latencies count from the moment a message was due.
 *
 * @param scheduled due in the time
 * @param achievedRate published a second, until the last one that was due had been
 * @param lost acknowledged and not stored, when the store grew no more
 * @param duplicated rows beyond the first of a reading
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LoadResult(
        long scheduled,
        long acknowledged,
        long refused,
        long unacknowledged,
        long stored,
        long lost,
        long duplicated,
        double achievedRate,
        Times times,
        Latency publishToAcknowledged,
        Latency publishToStored) {

    /** Milliseconds since 1970: the first message was due; nothing was outstanding any more; the store had everything. */
    record Times(long began, long acknowledged, long stored) {}

    /** Percentiles in milliseconds, of so many measurements. */
    record Latency(long count, double p50, double p95, double p99, double max) {}

    /** Readings a second that were acknowledged and stored, from the first one due until the last one was in the store. */
    double sustained() {
        return Math.min(acknowledged, stored) * 1000d / Math.max(1, times.stored - times.began);
    }

    /** How far the store was behind the last acknowledgement. */
    double behindSeconds() {
        return Math.max(0, times.stored - times.acknowledged) / 1000d;
    }
}
