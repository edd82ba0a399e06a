package io.telltale.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a profile says of the metrics of its devices, as it stands in the KV bucket {@code profiles} under {@code
 * {tenant}.{profile}}.
 *
 * @param metrics by name
 */
public record ProfileEntry(String tenant, String profile, Map<String, Metric> metrics) {

    /** The profile of devices that name none. */
    public static final String DEFAULT = "default";

    public ProfileEntry {
        Names.require("tenant", tenant);
        Names.require("profile", profile);
        metrics = Map.copyOf(metrics);
    }

    /**
     * What is known of one metric.
     *
     * @param unit as people write it
     * @param detection what the detectors are to know
     */
    public record Metric(Optional<String> unit, Detection detection) {

        @SuppressWarnings({"ConstantValue", "OptionalAssignedToNull"}) // what JSON leaves out arrives as null
        public Metric {
            unit = unit == null ? Optional.empty() : unit;
            detection = detection == null ? Detection.STANDARD : detection;
        }
    }

    /**
     * What a profile says of detection.
     *
     * @param off detectors that are switched off, by their names in {@link Detectors}
     * @param low lowest value that the sensor can measure, in the unit of the metric
     * @param high highest value that the sensor can measure
     */
    public record Detection(
            List<String> off,
            @Nullable Double low,
            @Nullable Double high) {

        /** Everything on, no limits. */
        public static final Detection STANDARD = new Detection(List.of(), null, null);

        @SuppressWarnings("ConstantValue") // what JSON leaves out arrives as null
        public Detection {
            off = off == null ? List.of() : List.copyOf(off);
        }
    }

    /** The key in the bucket. */
    public String key() {
        return key(tenant, profile);
    }

    /** The key of a profile in the bucket. */
    public static String key(String tenant, String profile) {
        return tenant + '.' + profile;
    }

    /** The value in the bucket. */
    public byte[] toBytes() {
        try {
            return Json.MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a profile entry is always JSON", e);
        }
    }

    /**
     * Reads a value of the bucket.
     *
     * @throws IOException when it is no profile entry
     */
    public static ProfileEntry parse(byte[] json) throws IOException {
        return Json.MAPPER.readValue(json, ProfileEntry.class);
    }
}
