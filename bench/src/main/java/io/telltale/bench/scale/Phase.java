package io.telltale.bench.scale;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A line of {@code sim connect --json}.
 *
 * @param began milliseconds since 1970, as {@code ended}
 * @param due connections or messages, of which {@code done} took place
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Phase(
        String name,
        long began,
        long ended,
        int open,
        long due,
        long done,
        long refused,
        long broken,
        Latency latency) {

    /** From the moment each was due, in milliseconds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Latency(double p50, double p99, double max) {}
}
