package io.telltale.bench.endtoend;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What the load generator found, in readings and milliseconds; latencies count from the moment a message was due.
 *
 * @param scheduled due in the time
 * @param achievedRate published a second, until the last one that was due had been
 * @param lost acknowledged and not stored, when the store grew no more
 * @param duplicated rows beyond the first of a reading
 * @param storedTenths the median of publish to stored in each tenth of the time; -1 where none was seen
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
        Latency publishToStored,
        List<Double> storedTenths) {

    /** Of the tenths, the first one after the warm-up, which is a quarter. */
    private static final int WARM = 3;

    /** Milliseconds since 1970: the first message was due; nothing was outstanding any more; the store had everything. */
    record Times(long began, long acknowledged, long stored) {}

    /** Percentiles in milliseconds, of so many measurements. */
    record Latency(long count, double p50, double p95, double p99, double max) {}

    /** Readings a second that were acknowledged and stored, from the first one due until the last one was in the store. */
    double sustained() {
        return Math.min(acknowledged, stored) * 1000d / Math.max(1, times.stored - times.began);
    }

    /** Readings that were due and not stored yet after the warm-up: the rate times how old they are when they are stored. */
    double backlogAfterWarmUp() {
        return backlog(WARM);
    }

    /** The same in the end. */
    double backlogAtTheEnd() {
        return backlog(storedTenths.size() - 1);
    }

    private double backlog(int tenth) {
        return achievedRate * Math.max(0, storedTenths.get(tenth)) / 1000;
    }

    /** How far the store was behind the last acknowledgement. */
    double behindSeconds() {
        return Math.max(0, times.stored - times.acknowledged) / 1000d;
    }
}
