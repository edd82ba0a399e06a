package io.telltale.simulator.load;

import org.HdrHistogram.Histogram;

/** Latencies from the moment a message was due, in microseconds to three digits, up to an hour. One thread. */
public final class LatencyRecorder {

    private static final long LONGEST_MICROS = 3_600_000_000L;

    private final Histogram histogram = new Histogram(LONGEST_MICROS, 3);

    /** Counts one, in nanoseconds. */
    public void record(long nanos) {
        histogram.recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
    }

    /** Counts all that another counted. */
    public void add(LatencyRecorder other) {
        histogram.add(other.histogram);
    }

    /** The percentiles so far. */
    public Latency summary() {
        return new Latency(
                histogram.getTotalCount(), millis(50), millis(95), millis(99), histogram.getMaxValue() / 1000d);
    }

    private double millis(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1000d;
    }

    /** Percentiles in milliseconds, of so many measurements. */
    public record Latency(long count, double p50, double p95, double p99, double max) {}
}
