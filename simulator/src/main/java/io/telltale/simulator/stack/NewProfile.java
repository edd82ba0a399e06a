package io.telltale.simulator.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** A device profile as {@code POST /api/profiles} wants it: what kind of device, and the metrics it sends. */
public record NewProfile(String name, String title, Map<String, Metric> metrics) {

    public NewProfile {
        metrics = Map.copyOf(metrics);
    }

    /** Unit and plausible range of one metric. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metric(String unit, Double min, Double max) {}
}
