package io.telltale.alerting.alert;

import java.util.Map;
import java.util.TreeMap;

/**
 * What routing, silences, inhibition and receivers see of an alert: the labels of its device and of its rule, and over them
 * those that every alert has, under Alertmanager's names where it has one.
 */
public final class AlertLabels {

    private AlertLabels() {}

    /** {@code alertname}, {@code severity}, {@code device}, {@code metric}, {@code tenant}, {@code kind}, and its own. */
    public static Map<String, String> of(Alert alert) {
        Map<String, String> labels = new TreeMap<>(alert.labels());
        labels.put("alertname", alert.ruleName());
        labels.put("severity", alert.severity().wire());
        labels.put("device", alert.series().device());
        labels.put("metric", alert.series().metric());
        labels.put("tenant", alert.series().tenant());
        labels.put("kind", alert.kind());
        return labels;
    }
}
