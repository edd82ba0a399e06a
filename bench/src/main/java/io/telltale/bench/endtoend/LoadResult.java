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
public record LoadResult(
        long scheduled,
        long published,
        long acknowledged,
        long refused,
        long unacknowledged,
        long stored,
        long lost,
        long duplicated,
        double achievedRate,
        Latency publishToAcknowledged,
        Latency publishToStored) {

    /** Percentiles in milliseconds, of so many measurements. */
    public record Latency(long count, double p50, double p95, double p99, double max) {}
}
