package io.telltale.bench.endtoend;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.telltale.bench.endtoend.LoadGenerator.Observed;
import java.util.HashMap;
import java.util.Map;

/**
 * One load.
 *
 * @param readingsPerMessage the case
 * @param step what was asked for, such as {@code goal}: rounds of the same case and step are compared
 * @param asked readings a second
 * @param cpuPerMillion CPU seconds of each process for a million stored readings
 * @param residentBytes the most of each process
 */
record Measured(
        int readingsPerMessage,
        String step,
        double asked,
        LoadResult load,
        Map<String, Double> cpuPerMillion,
        Map<String, Long> residentBytes) {

    static Measured of(int readingsPerMessage, String step, double asked, Observed observed) {
        LoadResult load = observed.load();
        Map<String, Double> cpu = new HashMap<>();
        Usage.cpuBetween(observed.samples(), load.times().began(), load.times().stored())
                .forEach((name, seconds) -> cpu.put(name, seconds * 1e6 / Math.max(1, load.stored())));
        return new Measured(readingsPerMessage, step, asked, load, cpu, Usage.mostResident(observed.samples()));
    }

    /** Readings a second that were acknowledged and stored. */
    @JsonProperty
    double sustained() {
        return load.sustained();
    }

    /** Whether the rate asked for was held. */
    @JsonProperty
    Judgement judgement() {
        return Judgement.of(asked, load);
    }

    /** CPU seconds of all processes for a million readings. */
    @JsonProperty
    double cpuPerMillionOfAll() {
        return cpuPerMillion.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
