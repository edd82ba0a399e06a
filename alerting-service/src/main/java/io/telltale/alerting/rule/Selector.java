package io.telltale.alerting.rule;

import io.telltale.events.Names;
import java.util.Map;

/**
 * Which series a rule looks at.
 *
 * @param device pattern of device names
 * @param metric the one metric
 * @param labels labels a device must carry, all of them with these values; none means any device
 */
public record Selector(Glob device, String metric, Map<String, String> labels) {

    public Selector {
        if (!Names.valid(metric)) {
            throw new InvalidRuleException(
                    "selector.metric",
                    "must be 1 to " + Names.MAX_LENGTH
                            + " of A-Z a-z 0-9 _ - and begin with a letter or digit, but is '" + metric + "'");
        }
        labels = Texts.bounded("selector.labels", labels, Texts.MAX_LABEL);
    }

    /** Whether the series of {@code deviceMetric} of a device with these labels is selected. */
    public boolean matches(String deviceName, String deviceMetric, Map<String, String> deviceLabels) {
        return metric.equals(deviceMetric)
                && device.matches(deviceName)
                && deviceLabels.entrySet().containsAll(labels.entrySet());
    }
}
