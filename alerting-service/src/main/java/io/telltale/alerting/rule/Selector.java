package io.telltale.alerting.rule;

import io.telltale.events.Names;
import io.telltale.events.ProfileEntry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which series a rule looks at: all of this must hold.
 *
 * @param device pattern of device names
 * @param metric pattern of metrics
 * @param profile pattern of the name of the device's profile ({@code default} when it names none); empty means any
 * @param labels patterns of values of labels that a device must carry; none means any device
 */
public record Selector(Glob device, Glob metric, Optional<Glob> profile, Map<String, Glob> labels) {

    public Selector {
        device.requireNames("selector.device");
        metric.requireNames("selector.metric");
        profile.ifPresent(pattern -> pattern.requireNames("selector.profile"));
        if (metric.exact()) {
            requireMetric("selector.metric", metric.pattern());
        }
        Texts.bounded("selector.labels", patterns(labels), Texts.MAX_LABEL);
        labels = Map.copyOf(labels);
    }

    /** One metric of devices of any profile. */
    public Selector(Glob device, String metric, Map<String, String> labels) {
        this(device, Selector.metric(metric), Optional.empty(), globs(labels));
    }

    private static Glob metric(String name) {
        requireMetric("selector.metric", name);
        return new Glob(name);
    }

    /** Whether the series of {@code metricName} of a device of these traits is selected. */
    public boolean matches(String deviceName, String metricName, DeviceTraits traits) {
        return metric.matches(metricName) && matchesDevice(deviceName, traits);
    }

    /** Whether the device is selected, whatever the metric. */
    public boolean matchesDevice(String deviceName, DeviceTraits traits) {
        return device.matches(deviceName)
                && (profile.isEmpty() || profile.get().matches(traits.profile().orElse(ProfileEntry.DEFAULT)))
                && labels.entrySet().stream().allMatch(wanted -> {
                    String value = traits.labels().get(wanted.getKey());
                    return value != null && wanted.getValue().matches(value);
                });
    }

    /** The labels' patterns as they were written. */
    public Map<String, String> labelPatterns() {
        return patterns(labels);
    }

    /** Patterns of labels from what was written. */
    public static Map<String, Glob> globs(Map<String, String> written) {
        Texts.bounded("selector.labels", written, Texts.MAX_LABEL);
        Map<String, Glob> globs = new TreeMap<>();
        written.forEach((label, pattern) -> globs.put(label, new Glob(pattern)));
        return globs;
    }

    static void requireMetric(String field, String metric) {
        if (!Names.valid(metric)) {
            throw new InvalidRuleException(
                    field,
                    "must be 1 to " + Names.MAX_LENGTH
                            + " of A-Z a-z 0-9 _ - and begin with a letter or digit, but is '" + metric + "'");
        }
    }

    private static Map<String, String> patterns(Map<String, Glob> labels) {
        Map<String, String> patterns = new TreeMap<>();
        labels.forEach((label, pattern) -> patterns.put(label, pattern.pattern()));
        return patterns;
    }
}
