package io.telltale.bench.endtoend;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.telltale.bench.endtoend.Alarms.Heard;
import io.telltale.bench.endtoend.LoadGenerator.Observed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One load.
 *
 * @param step what was asked for, such as {@code goal}: rounds of the same case and step are compared
 * @param asked readings a second
 * @param alarms what was heard of alarms meanwhile, if there were any
 * @param cpuPerMillion CPU seconds of each process for a million stored readings
 * @param residentBytes the most of each process
 * @param shareBytesOfServices the most of the services together at one moment, pages that they share counted once
 */
record Measured(
        Case what,
        String step,
        double asked,
        LoadResult load,
        @Nullable Heard alarms,
        Map<String, Double> cpuPerMillion,
        Map<String, Long> residentBytes,
        long shareBytesOfServices) {

    /** Those whose memory together has a limit; servers are not ours. */
    private static final List<String> SERVICES =
            List.of("alerting-service", "anomaly-service", "console", "device-registry", "ingest-gateway");

    static Measured of(Case what, String step, double asked, Observed observed, @Nullable Heard alarms) {
        LoadResult load = observed.load();
        Map<String, Double> cpu = new HashMap<>();
        Usage.cpuBetween(observed.samples(), load.times().began(), load.times().stored())
                .forEach((name, seconds) -> cpu.put(name, seconds * 1e6 / Math.max(1, load.stored())));
        return new Measured(
                what,
                step,
                asked,
                load,
                alarms,
                cpu,
                Usage.mostResident(observed.samples()),
                Usage.mostTogether(observed.samples(), SERVICES));
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

    /** The most of each service added up, pages that they share counted in each. */
    @JsonProperty
    long residentBytesOfServices() {
        return SERVICES.stream()
                .mapToLong(name -> residentBytes.getOrDefault(name, 0L))
                .sum();
    }

    /** Whether every acknowledged reading is stored once; at QoS 0 nothing was promised. */
    boolean exact() {
        return what.qos() == 0 || (load.lost() == 0 && load.duplicated() == 0);
    }
}
